import type { Nanoseconds, Run } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';
import {
  DISTURBANCES_COLUMNS,
  type DisturbancesRun,
  type FoundDisturbances,
} from '../disturbances/find-disturbances.ts';
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

/**
 * For how long each disturbance left each client without service; a row for each client and
 * disturbance. Where the file has no time stamps of echoes, a length is only known to lie between
 * two bounds; where it has, both are the same.
 */
export interface ClientOutages {
  readonly length: number;
  /** Index of the disturbance. */
  readonly disturbance: Uint32Array;
  /** Index of the client, as `ClientChains` counts them. */
  readonly client: Uint32Array;
  /** At least so long. */
  readonly leastNs: Float64Array;
  /** At most so long. */
  readonly mostNs: Float64Array;
  /** When the client was served again, at the earliest. */
  readonly leastEndNs: Float64Array;
  readonly mostEndNs: Float64Array;
  /** 1 = it was not served again before the end of the run, to which the length is counted. */
  readonly open: Uint8Array;
  /** 1 = open, and the client made no further attempt. */
  readonly untried: Uint8Array;
  /** Packets that the client could not send since it had no connection, or waited for a reply. */
  readonly unsent: Uint32Array;
  /** Whether the lengths come of the echoes' time stamps; they are bounds otherwise. */
  readonly measured: boolean;
  /** Connected time of all clients before their first loss and after each outage. */
  readonly servedLeastNs: Nanoseconds;
  readonly servedMostNs: Nanoseconds;
}

/** Instants between which something happened. */
interface Instants {
  least: Nanoseconds;
  most: Nanoseconds;
}

/**
 * Follows each client from the last echo before a loss to the first echo after it. Connections that
 * were lost before their first echo lie within the outage: they served nobody.
 */
export function clientOutages(run: OutagesRun, found: FoundDisturbances): ClientOutages {
  const { chains, lostIn } = found;
  const { predecessor, successor, clientOf } = chains;
  const { connections } = run;
  const { startedNs, connectNs, length } = connections;
  const { durationNs } = run.header;
  const echoes = echoTimes(run, found.resolutionNs);
  const rows = rowBuilder(countLosses(lostIn));
  const last: Instants = { least: 0, most: 0 };
  const first: Instants = { least: 0, most: 0 };
  /** @param row the connection of the client that had it, if any */
  const lastEcho = (row: number, head: number): void => {
    if (row === NONE) last.least = last.most = startedNs[head] as number;
    else echoes.last(row, last);
  };
  let servedLeastNs = 0;
  let servedMostNs = 0;

  for (let head = 0; head < length; head++) {
    if (predecessor[head] !== NONE || clientOf[head] === NONE) continue;
    const client = clientOf[head] as number;
    // The connection whose echo was the last one.
    let lastHeard = NONE;
    // Of the outage under way: its disturbance, when a packet was last sent, packets sent in vain.
    let disturbance = NONE;
    let lastSentNs = 0;
    let sentInVain = 0;
    let tried = true;
    let connected = false;
    for (let i = head; i !== NONE; i = successor[i] as number) {
      const heard = echoes.heard(i);
      if (!connected && (connectNs[i] as number) > 0) {
        connected = true;
        const ns = Math.max(0, durationNs - (connectNs[i] as number));
        servedLeastNs += ns;
        servedMostNs += ns;
      }
      if (heard) {
        if (disturbance !== NONE) {
          lastEcho(lastHeard, head);
          echoes.first(i, first);
          const unsent = echoes.packetsBetween(lastSentNs, connectNs[i] as number) - sentInVain;
          rows.add(disturbance, client, last, first, unsent, 'over');
          disturbance = NONE;
        }
        lastHeard = i;
      }
      const lost = lostIn[i] as number;
      if (lost === NONE) continue;
      if (disturbance === NONE) {
        disturbance = lost;
        lastSentNs = echoes.lastSentNs(i);
        sentInVain = 0;
      } else {
        sentInVain += connections.sent[i] as number;
      }
      tried = successor[i] !== NONE;
    }
    if (disturbance === NONE) continue;
    lastEcho(lastHeard, head);
    first.least = first.most = Math.max(durationNs, last.most);
    const unsent = echoes.packetsBetween(lastSentNs, durationNs) - sentInVain;
    rows.add(disturbance, client, last, first, unsent, tried ? 'open' : 'untried');
  }
  const { downLeastNs, downMostNs, columns } = rows.finish();
  return {
    ...columns,
    measured: echoes.measured,
    servedLeastNs: Math.max(0, servedLeastNs - downMostNs),
    servedMostNs: Math.max(0, servedMostNs - downLeastNs),
  };
}

function countLosses(lostIn: Int32Array): number {
  let count = 0;
  for (let i = 0; i < lostIn.length; i++) if (lostIn[i] !== NONE) count++;
  return count;
}

interface EchoTimes {
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
function echoTimes(run: DisturbancesRun & OutagesRun, resolutionNs: Nanoseconds): EchoTimes {
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

/** Rows that come client by client, and of each in order of time. */
function rowBuilder(most: number): {
  add: (
    disturbance: number,
    client: number,
    from: Instants,
    to: Instants,
    unsent: number,
    state: 'over' | 'open' | 'untried',
  ) => void;
  finish: () => {
    readonly columns: Omit<ClientOutages, 'measured' | 'servedLeastNs' | 'servedMostNs'>;
    readonly downLeastNs: Nanoseconds;
    readonly downMostNs: Nanoseconds;
  };
} {
  const disturbances = new Uint32Array(most);
  const clients = new Uint32Array(most);
  const leastNs = new Float64Array(most);
  const mostNs = new Float64Array(most);
  const leastEndNs = new Float64Array(most);
  const mostEndNs = new Float64Array(most);
  const open = new Uint8Array(most);
  const untried = new Uint8Array(most);
  const unsentPackets = new Uint32Array(most);
  let length = 0;
  let downLeastNs = 0;
  let downMostNs = 0;
  return {
    add(disturbance, client, from, to, unsent, state) {
      const before = length - 1;
      // A client that one disturbance hits twice was without service for both times together.
      const again = clients[before] === client && disturbances[before] === disturbance;
      const row = again ? before : length++;
      const least = Math.max(0, to.least - from.most);
      const most = Math.max(0, to.most - from.least);
      disturbances[row] = disturbance;
      clients[row] = client;
      leastNs[row] = (leastNs[row] as number) + least;
      mostNs[row] = (mostNs[row] as number) + most;
      leastEndNs[row] = to.least;
      mostEndNs[row] = to.most;
      open[row] = state === 'over' ? 0 : 1;
      untried[row] = state === 'untried' ? 1 : 0;
      unsentPackets[row] = (unsentPackets[row] as number) + Math.max(0, unsent);
      downLeastNs += least;
      downMostNs += most;
    },
    finish: () => ({
      columns: {
        length,
        disturbance: disturbances.subarray(0, length),
        client: clients.subarray(0, length),
        leastNs: leastNs.subarray(0, length),
        mostNs: mostNs.subarray(0, length),
        leastEndNs: leastEndNs.subarray(0, length),
        mostEndNs: mostEndNs.subarray(0, length),
        open: open.subarray(0, length),
        untried: untried.subarray(0, length),
        unsent: unsentPackets.subarray(0, length),
      },
      downLeastNs,
      downMostNs,
    }),
  };
}
