import { expandError } from '../columns/error-templates.ts';
import type { Connections, SampleExtras, Samples } from './run.ts';

/** One connection as a plain object. Times are ns since the start of the run. */
export interface ConnectionRow {
  startedNs: number;
  /** 0 = never connected. */
  connectNs: number;
  /** Infinity = still open when the run stopped early. */
  endedNs: number;
  /** '' = it lasted. */
  err: string;
  sent: number;
  received: number;
  dropped: number;
  retransmits: number;
  local: string;
  remote: string;
  /** '' = no echo came. */
  host: string;
  /** Client (slot) from 0; absent where the file has none. */
  client?: number;
  firstReceivedNs?: number;
  lastReceivedNs?: number;
  cause?: string;
  attempts?: number;
}

/**
 * The connections of a run as plain objects, in file order.
 *
 * @example
 * for (const { host, err } of connectionRows(run.connections)) if (err !== '') lost(host);
 */
export function* connectionRows(connections: Connections): Generator<ConnectionRow, void, void> {
  const { recorded } = connections;
  for (let i = 0; i < connections.length; i++) {
    const local = connections.local.at(i);
    const remote = connections.remote.at(i);
    const client = connections.client[i] as number;
    yield {
      startedNs: connections.startedNs[i] as number,
      connectNs: connections.connectNs[i] as number,
      endedNs: connections.endedNs[i] as number,
      err: expandError(connections.err.at(i), local, remote),
      sent: connections.sent[i] as number,
      received: connections.received[i] as number,
      dropped: connections.dropped[i] as number,
      retransmits: connections.retransmits[i] as number,
      local,
      remote,
      host: connections.host.at(i),
      ...(client >= 0 && { client }),
      ...(recorded.has('firstReceivedNs') && {
        firstReceivedNs: connections.firstReceivedNs[i] as number,
      }),
      ...(recorded.has('lastReceivedNs') && {
        lastReceivedNs: connections.lastReceivedNs[i] as number,
      }),
      ...(recorded.has('cause') && { cause: connections.cause.at(i) }),
      ...(recorded.has('attempts') && { attempts: connections.attempts[i] as number }),
    };
  }
}

/** One sample as a plain object; counters are cumulative since the start of the run. */
export type SampleRow = {
  timeNs: number;
  sent: number;
  received: number;
  dropped: number;
} & { -readonly [K in keyof SampleExtras]?: number };

/** The samples of a run as plain objects, in file order. */
export function* sampleRows(samples: Samples): Generator<SampleRow, void, void> {
  const extras = Object.entries(samples.extra) as [keyof SampleExtras, ArrayLike<number>][];
  for (let i = 0; i < samples.length; i++) {
    const row: SampleRow = {
      timeNs: samples.timeNs[i] as number,
      sent: samples.sent[i] as number,
      received: samples.received[i] as number,
      dropped: samples.dropped[i] as number,
    };
    for (const [name, values] of extras) row[name] = values[i] as number;
    yield row;
  }
}
