import type { Nanoseconds, Run } from '../../stats/pure.ts';
import { DISTURBANCES_COLUMNS } from '../disturbances/find-disturbances.ts';
import { REPLY_TIMEOUT_NS } from '../support/resolution.ts';

/** Columns that the search for outages reads. */
export const OUTAGES_COLUMNS: readonly [
  ...typeof DISTURBANCES_COLUMNS,
  'timedOut',
  'sent',
  'received',
  'retransmits',
  'firstReceivedNs',
  'lastReceivedNs',
] = [
  ...DISTURBANCES_COLUMNS,
  'timedOut',
  'sent',
  'received',
  'retransmits',
  'firstReceivedNs',
  'lastReceivedNs',
];
export type OutagesColumn = (typeof OUTAGES_COLUMNS)[number];
export type OutagesRun = Run<OutagesColumn>;

/** Instants between which something happened. */
export interface Instants {
  least: Nanoseconds;
  most: Nanoseconds;
}

/** What is known of the echoes of each connection. */
export interface EchoTimes {
  readonly measured: boolean;
  heard: (row: number) => boolean;
  /** When the first echo of a connection came, and when the last one. */
  first: (row: number, into: Instants) => void;
  last: (row: number, into: Instants) => void;
  /** When a connection that was lost sent its last packet. */
  lastSentNs: (row: number) => Nanoseconds;
  /** Packets that were due after one that was sent, up to another instant. */
  packetsBetween: (sentNs: Nanoseconds, untilNs: Nanoseconds) => number;
}

/**
 * When echoes came. Without time stamps: a client sends a packet a resolution, and waits for the
 * reply timeout at most. Its last packet was sent when it was lost, or so much before; the last echo
 * came no more than a resolution before that packet. The first packet is due within a resolution of
 * the connect.
 */
export function echoTimes(run: OutagesRun, resolutionNs: Nanoseconds): EchoTimes {
  const { connections, header } = run;
  const { connectNs, endedNs, firstReceivedNs, lastReceivedNs, host, lost, timedOut } = connections;
  const { sent, received } = connections;
  const measured =
    connections.recorded.has('firstReceivedNs') && connections.recorded.has('lastReceivedNs');
  const waitNs = (row: number): Nanoseconds =>
    lost[row] === 1 && timedOut[row] === 1 ? REPLY_TIMEOUT_NS : 0;
  const endOf = (row: number): Nanoseconds => Math.min(endedNs[row] as number, header.durationNs);
  const common = {
    lastSentNs: (row: number) => (endedNs[row] as number) - waitNs(row),
    packetsBetween: (sentNs: Nanoseconds, untilNs: Nanoseconds) =>
      resolutionNs === 0 ? 0 : Math.max(0, Math.floor((untilNs - sentNs) / resolutionNs)),
  };
  if (measured) {
    const heard = (row: number): boolean => (firstReceivedNs[row] as number) > 0;
    return {
      ...common,
      measured,
      heard,
      // The packet behind the last one that was answered, if it was sent, was due an interval later.
      lastSentNs: (row) =>
        heard(row)
          ? (lastReceivedNs[row] as number) +
            ((sent[row] as number) > (received[row] as number) ? resolutionNs : 0)
          : common.lastSentNs(row),
      first: (row, into) => {
        into.least = into.most = firstReceivedNs[row] as number;
      },
      last: (row, into) => {
        into.least = into.most = lastReceivedNs[row] as number;
      },
    };
  }
  return {
    ...common,
    measured,
    heard: (row) => host.codes[row] !== 0,
    first: (row, into) => {
      const connect = connectNs[row] as number;
      into.least = connect;
      into.most = Math.max(
        connect,
        Math.min(connect + resolutionNs + REPLY_TIMEOUT_NS, endOf(row)),
      );
    },
    last: (row, into) => {
      const connect = connectNs[row] as number;
      const end = endOf(row);
      const wait = waitNs(row);
      into.least = Math.max(connect, end - resolutionNs - REPLY_TIMEOUT_NS);
      into.most = Math.max(into.least, end - wait);
    },
  };
}
