import type { Nanoseconds, Run } from '../../stats/pure.ts';
import { studyOf, type RunOrStudy } from '../study/study.ts';
import { causeLookup, type Cause } from '../support/cause.ts';
import { OptionError } from '../support/option-error.ts';
import { orderBy } from '../support/order.ts';
import { chainsOf, CLIENT_CHAINS_COLUMNS, startOrderOf } from './client-chains.ts';

/** Columns that `clientTimelines` reads. */
export const CLIENT_TIMELINES_COLUMNS: readonly [
  ...typeof CLIENT_CHAINS_COLUMNS,
  'err',
  'host',
  'cause',
  'sent',
  'received',
  'dropped',
  'retransmits',
] = [
  ...CLIENT_CHAINS_COLUMNS,
  'err',
  'host',
  'cause',
  'sent',
  'received',
  'dropped',
  'retransmits',
];
type ClientTimelinesColumn = (typeof CLIENT_TIMELINES_COLUMNS)[number];
export type ClientTimelinesRun = Run<ClientTimelinesColumn>;

/** One connection of a client. */
export interface TimelineEntry {
  readonly client: number;
  readonly startedNs: Nanoseconds;
  /** null = never connected. */
  readonly connectNs: Nanoseconds | null;
  /** null = still open when the run ended. */
  readonly endedNs: Nanoseconds | null;
  /** null = no echo came. */
  readonly host: string | null;
  /** null = it lasted. */
  readonly cause: Cause | null;
  /** Packets. */
  readonly sent: number;
  readonly received: number;
  readonly dropped: number;
  readonly retransmits: number;
}

export interface ClientTimelines {
  /** By client, and by time within each. */
  readonly entries: readonly TimelineEntry[];
  readonly clients: number;
  /** Lost connections for which no successor was found. */
  readonly unpaired: number;
  /** Whether the file names the clients, or they were inferred from the times. */
  readonly recorded: boolean;
}

/** Whose connections are asked for. */
export interface ClientTimelinesOptions {
  /** Only this one. */
  readonly client?: number | undefined;
  /** Only clients that lost a connection. */
  readonly disturbed?: boolean | undefined;
}

/**
 * Each client's connections, one after another.
 *
 * @throws {OptionError} where there is no such client
 * @throws {StatsError} where the run was recorded without connections
 */
export function clientTimelines(
  of: RunOrStudy<ClientTimelinesColumn>,
  { client, disturbed = false }: ClientTimelinesOptions = {},
): ClientTimelines {
  const study = studyOf(of);
  const { run } = study;
  const { clientOf, slots, clients, unpaired, recorded } = chainsOf(study);
  const columns = run.connections;
  const begun = startOrderOf(study);
  if (client !== undefined && !slots.includes(client)) {
    throw new OptionError(
      'client',
      `a client from ${slots[0] ?? 0} to ${slots.at(-1) ?? 0}`,
      String(client),
    );
  }
  const hit = new Uint8Array(clients);
  for (const i of begun) if (columns.lost[i] === 1) hit[clientOf[i] as number] = 1;
  const inOrder = orderBy(Float64Array.from(clientOf), begun);
  const causeOf = causeLookup(columns);
  const entries: TimelineEntry[] = [];
  for (const i of inOrder) {
    const index = clientOf[i] as number;
    const slot = slots[index] as number;
    if ((client !== undefined && slot !== client) || (disturbed && hit[index] === 0)) continue;
    const connectNs = columns.connectNs[i] as number;
    const endedNs = columns.endedNs[i] as number;
    entries.push({
      client: slot,
      startedNs: columns.startedNs[i] as number,
      connectNs: connectNs === 0 ? null : connectNs,
      // A connection that lasted has its planned end in the file, which can lie behind the run's.
      endedNs: columns.lost[i] === 0 ? null : endedNs,
      host: columns.host.at(i) || null,
      cause: causeOf(i) || null,
      sent: columns.sent[i] as number,
      received: columns.received[i] as number,
      dropped: columns.dropped[i] as number,
      retransmits: columns.retransmits[i] as number,
    });
  }
  return { entries, clients, unpaired, recorded };
}
