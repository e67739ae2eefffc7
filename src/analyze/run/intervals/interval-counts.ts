import { BYTES_PER_KB, NS_PER_S } from '../../../stats/pure.ts';
import {
  chainsOf,
  CLIENT_CHAINS_COLUMNS,
  NONE,
  type ClientChainsColumn,
  type ClientChainsRun,
} from '../../clients/client-chains.ts';
import { studyOf, type RunOrStudy } from '../../study/study.ts';
import { connectionCounts, type ConnectionCounts } from '../connections/connection-counts.ts';
import { ceilDiv, type IntervalOptions } from '../intervals.ts';
import { trafficCounts } from './traffic-counts.ts';

/** Columns that `intervalCounts` reads. */
export const INTERVAL_COUNTS_COLUMNS: typeof CLIENT_CHAINS_COLUMNS = CLIENT_CHAINS_COLUMNS;
export type IntervalCountsRun = ClientChainsRun;

/** Connections and traffic per interval. */
export interface IntervalCounts extends ConnectionCounts {
  /** Connections that replaced a lost one and were established in the interval. */
  readonly reconnected: Uint32Array;
  /** Packets; absent where the run has no samples. */
  readonly traffic?: {
    readonly sent: Float64Array;
    readonly received: Float64Array;
    readonly dropped: Float64Array;
    readonly throughputKBps: Float64Array;
  };
}

/**
 * All that is counted per interval, in one table.
 *
 * @throws {StatsError} where the run was recorded without connections
 */
export function intervalCounts(
  of: RunOrStudy<ClientChainsColumn>,
  options: IntervalOptions = {},
): IntervalCounts {
  const study = studyOf(of);
  const { run } = study;
  const counts = connectionCounts(run, options);
  const { predecessor } = chainsOf(study);
  const reconnected = new Uint32Array(counts.length);
  for (let i = 0; i < run.connections.length; i++) {
    const connect = run.connections.connectNs[i] as number;
    const before = predecessor[i] as number;
    if (before === NONE || run.connections.lost[before] === 0 || connect === 0) continue;
    const row = ceilDiv(connect, counts.widthNs) - 1;
    if (row >= 0 && row < counts.length) reconnected[row] = (reconnected[row] as number) + 1;
  }
  const traffic = trafficCounts(run, options);
  if (traffic === undefined) return { ...counts, reconnected };
  const { sent, received, dropped } = traffic;
  const kilobytes = run.header.packetSizeBytes / BYTES_PER_KB;
  const seconds = counts.widthNs / NS_PER_S;
  return {
    ...counts,
    reconnected,
    traffic: {
      sent,
      received,
      dropped,
      throughputKBps: received.map((packets) => (packets * kilobytes) / seconds),
    },
  };
}
