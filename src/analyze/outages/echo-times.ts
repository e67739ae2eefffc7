import type { Nanoseconds, Run } from '../../stats/pure.ts';
import { DISTURBANCES_COLUMNS } from '../disturbances/find-disturbances.ts';
import { textField } from '../run/summary/json-fields.ts';
import type { ClientTimers } from './client-timers.ts';

/** Columns that the search for outages reads. */
export const OUTAGES_COLUMNS: readonly [
  ...typeof DISTURBANCES_COLUMNS,
  'timedOut',
  'sent',
  'received',
  'retransmits',
  'firstReceivedNs',
  'lastReceivedNs',
  'attempts',
  'askedInVainNs',
  'skipped',
] = [
  ...DISTURBANCES_COLUMNS,
  'timedOut',
  'sent',
  'received',
  'retransmits',
  'firstReceivedNs',
  'lastReceivedNs',
  'attempts',
  'askedInVainNs',
  'skipped',
];
export type OutagesColumn = (typeof OUTAGES_COLUMNS)[number];
export type OutagesRun = Run<OutagesColumn>;

/** A packet that leaves later than this after its time counts as late. */
const LATE_NS: Nanoseconds = 10e6;
/** Where the first echo comes so long after a packet was due, the service answered later than it accepted. */
const PROMPT_NS: Nanoseconds = 100e6;

/** What is known of the echoes of each connection. */
export interface EchoTimes {
  /** Whether the file has time stamps of echoes. */
  readonly measured: boolean;
  heard: (row: number) => boolean;
  /** When the last echo of a connection that was heard came, at the earliest. */
  lastEchoNs: (row: number) => Nanoseconds;
  /** When a connection that was lost was first not served, at the latest. */
  notServedNs: (row: number) => Nanoseconds;
  /** When the client of a connection that was heard was answered, at the latest. */
  answeredNs: (row: number) => Nanoseconds;
  /** When a connection that was never heard asked in vain last, at the earliest. */
  askedNs: (row: number) => Nanoseconds;
  /** When a connection that was lost sent its last packet. */
  lastSentNs: (row: number) => Nanoseconds;
  /** Packets that were due after one that was sent, up to another instant. */
  packetsBetween: (sentNs: Nanoseconds, untilNs: Nanoseconds) => number;
}

/** When echoes came, and when they were missing: of the time stamps, or of ends and timers. */
export function echoTimes(
  run: OutagesRun,
  resolutionNs: Nanoseconds,
  timers: ClientTimers,
): EchoTimes {
  const { recorded } = run.connections;
  return recorded.has('firstReceivedNs') && recorded.has('lastReceivedNs')
    ? stampedTimes(run, resolutionNs, timers)
    : boundedTimes(run, resolutionNs, timers);
}

type CommonTimes = Pick<EchoTimes, 'askedNs' | 'lastSentNs' | 'packetsBetween'> & {
  endOf: (row: number) => Nanoseconds;
  /** For how long a connection that was lost had waited for a reply, at least. */
  waitNs: (row: number) => Nanoseconds;
};

function commonTimes(
  { connections, header }: OutagesRun,
  resolutionNs: Nanoseconds,
  { replyTimeoutNs }: ClientTimers,
): CommonTimes {
  const { connectNs, endedNs, lost, timedOut } = connections;
  const isUdp = textField(header.config, 'transport') === 'udp';
  const waitNs = (row: number): Nanoseconds =>
    lost[row] === 1 && timedOut[row] === 1 ? replyTimeoutNs : 0;
  const endOf = (row: number): Nanoseconds => Math.min(endedNs[row] as number, header.durationNs);
  return {
    endOf,
    waitNs,
    // To connect asks nobody with UDP.
    askedNs: (row) =>
      isUdp && timedOut[row] === 1 ? endOf(row) - replyTimeoutNs : (connectNs[row] as number),
    lastSentNs: (row) => (endedNs[row] as number) - waitNs(row),
    packetsBetween: (sentNs, untilNs) =>
      resolutionNs === 0 ? 0 : Math.max(0, Math.floor((untilNs - sentNs) / resolutionNs)),
  };
}

/**
 * With time stamps. The packet behind the last echo was due a resolution later, and so was not served by
 * then; where the loss was told earlier, or no packet was on its way, it is the loss that says so. A time-out ends
 * a reply timeout after its packet. A client is answered when it is connected, unless its first packet then waits.
 */
function stampedTimes(run: OutagesRun, resolutionNs: Nanoseconds, timers: ClientTimers): EchoTimes {
  const { connectNs, firstReceivedNs, lastReceivedNs, sent, received, skipped } = run.connections;
  const { endOf, waitNs, ...common } = commonTimes(run, resolutionNs, timers);
  const isUdp = textField(run.header.config, 'transport') === 'udp';
  const heard = (row: number): boolean => (firstReceivedNs[row] as number) > 0;
  const isInVain = (row: number): boolean => (sent[row] as number) > (received[row] as number);
  return {
    ...common,
    measured: true,
    heard,
    lastEchoNs: (row) => lastReceivedNs[row] as number,
    notServedNs: (row) => {
      const servedNs = (heard(row) ? lastReceivedNs[row] : connectNs[row]) as number;
      const end = endOf(row);
      const wait = waitNs(row);
      if (wait > 0) return Math.max(servedNs + resolutionNs, end - wait);
      const isOnTime = isInVain(row) && skipped[row] === 0 && resolutionNs > 0;
      return isOnTime ? Math.min(servedNs + resolutionNs + LATE_NS, end) : end;
    },
    answeredNs: (row) => {
      const connect = connectNs[row] as number;
      const first = firstReceivedNs[row] as number;
      return isUdp || first - connect > resolutionNs + PROMPT_NS ? first : connect;
    },
    // The packet behind the last one that was answered, if it was sent, was due an interval later.
    lastSentNs: (row) =>
      heard(row)
        ? (lastReceivedNs[row] as number) + (isInVain(row) ? resolutionNs : 0)
        : common.lastSentNs(row),
  };
}

/**
 * Without time stamps: a client sends a packet a resolution, and waits for the reply timeout at
 * most. Its last packet was sent when it was lost, or so much before; the last echo came no more than
 * a resolution before that packet. The first packet is due within a resolution of the connect.
 */
function boundedTimes(run: OutagesRun, resolutionNs: Nanoseconds, timers: ClientTimers): EchoTimes {
  const { connectNs, host } = run.connections;
  const { endOf, waitNs, ...common } = commonTimes(run, resolutionNs, timers);
  const longestNs = resolutionNs + timers.replyTimeoutNs;
  return {
    ...common,
    measured: false,
    heard: (row) => host.codes[row] !== 0,
    lastEchoNs: (row) => Math.max(connectNs[row] as number, endOf(row) - longestNs),
    notServedNs: (row) => Math.max(connectNs[row] as number, endOf(row) - waitNs(row)),
    answeredNs: (row) => {
      const connect = connectNs[row] as number;
      return Math.max(connect, Math.min(connect + longestNs, endOf(row)));
    },
  };
}
