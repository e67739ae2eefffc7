import type { Nanoseconds, Run } from '../../stats/pure.ts';
import { studyOf, type RunOrStudy, type Study } from '../study/study.ts';
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
 * Each client's connections, one after another. The entries are made when they are first asked for.
 *
 * @throws {OptionError} where there is no such client
 * @throws {StatsError} where the run was recorded without connections
 */
export function clientTimelines(
  of: RunOrStudy<ClientTimelinesColumn>,
  options: ClientTimelinesOptions = {},
): ClientTimelines {
  return timelinesOf(timelineOrder(studyOf(of), options));
}

/** Which connections are asked for and how they follow each other, in columns: there may be millions. */
export interface TimelineOrder extends Omit<ClientTimelines, 'entries'> {
  readonly run: ClientTimelinesRun;
  /** Connections, by client, and by time within each. */
  readonly connections: Uint32Array;
  /** The number of a connection's client. */
  readonly clientOf: (connection: number) => number;
}

export function timelineOrder(
  study: Study<ClientTimelinesColumn>,
  { client, disturbed = false }: ClientTimelinesOptions,
): TimelineOrder {
  const { run } = study;
  const { clientOf, slots, clients, unpaired, recorded } = chainsOf(study);
  if (client !== undefined && !slots.includes(client)) {
    throw new OptionError(
      'client',
      `a client from ${slots[0] ?? 0} to ${slots.at(-1) ?? 0}`,
      String(client),
    );
  }
  const begun = startOrderOf(study);
  const hit = new Uint8Array(clients);
  for (const i of begun) if (run.connections.lost[i] === 1) hit[clientOf[i] as number] = 1;
  const only = client === undefined ? undefined : slots.indexOf(client);
  const chosen = begun.filter((i) => {
    const index = clientOf[i] as number;
    return (only === undefined || index === only) && (!disturbed || hit[index] === 1);
  });
  return {
    run,
    connections: orderBy(Float64Array.from(clientOf), chosen),
    clientOf: (i) => slots[clientOf[i] as number] as number,
    clients,
    unpaired,
    recorded,
  };
}

/** The same for who reads objects. */
export function timelinesOf(order: TimelineOrder): ClientTimelines {
  const { clients, unpaired, recorded } = order;
  let made: readonly TimelineEntry[] | undefined;
  return {
    get entries() {
      return (made ??= entriesOf(order));
    },
    clients,
    unpaired,
    recorded,
  };
}

function entriesOf({ run, connections, clientOf }: TimelineOrder): TimelineEntry[] {
  const columns = run.connections;
  const causeOf = causeLookup(columns);
  return Array.from(connections, (i) => ({
    client: clientOf(i),
    startedNs: columns.startedNs[i] as number,
    connectNs: connectedNs(columns, i),
    endedNs: lostNs(columns, i),
    host: columns.host.at(i) || null,
    cause: causeOf(i) || null,
    sent: columns.sent[i] as number,
    received: columns.received[i] as number,
    dropped: columns.dropped[i] as number,
    retransmits: columns.retransmits[i] as number,
  }));
}

type TimelineColumns = ClientTimelinesRun['connections'];

/** null = never connected. */
export function connectedNs({ connectNs }: TimelineColumns, i: number): Nanoseconds | null {
  return connectNs[i] || null;
}

/** null = still open when the run ended: one that lasted has its planned end in the file, which can lie behind the run's. */
export function lostNs({ lost, endedNs }: TimelineColumns, i: number): Nanoseconds | null {
  return lost[i] === 0 ? null : (endedNs[i] as number);
}
