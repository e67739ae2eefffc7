import { cumsum } from 'd3-array';
import type { Run } from '../../../stats/pure.ts';
import { requireConnections } from '../../study/require.ts';
import {
  ceilDiv,
  floorDiv,
  intervalsOf,
  type IntervalOptions,
  type Intervals,
} from '../intervals.ts';

/** Columns that `connectionCounts` reads. */
export const CONNECTION_COUNTS_COLUMNS = ['startedNs', 'connectNs', 'endedNs', 'lost'] as const;
export type ConnectionCountsRun = Run<(typeof CONNECTION_COUNTS_COLUMNS)[number]>;

/** Connections per interval, counted as the original counts them. */
export interface ConnectionCounts extends Intervals {
  /** Established by the end of the interval, and still there. */
  readonly active: Uint32Array;
  /** Begun in the interval, and still there at its end. */
  readonly new: Uint32Array;
  /** Ended with an error in the interval. */
  readonly lost: Uint32Array;
  /** Begun, but not established by the end of the interval. */
  readonly connecting: Uint32Array;
}

/**
 * Counts connections per interval, in one pass over the connections and one over the intervals.
 *
 * @throws {StatsError} where the run was recorded without connections
 */
export function connectionCounts(
  run: ConnectionCountsRun,
  { intervalNs }: IntervalOptions = {},
): ConnectionCounts {
  requireConnections(run);
  const intervals = intervalsOf(run.header.durationNs, intervalNs);
  const { widthNs, length } = intervals;
  const { startedNs, connectNs, endedNs, lost: isLost, length: connections } = run.connections;
  const activeSteps = new Int32Array(length + 1);
  const connectingSteps = new Int32Array(length + 1);
  const begun = new Uint32Array(length);
  const lost = new Uint32Array(length);
  for (let i = 0; i < connections; i++) {
    const endedIn = floorDiv(endedNs[i] as number, widthNs);
    if (isLost[i] === 1 && endedIn < length) lost[endedIn] = (lost[endedIn] as number) + 1;
    const startedIn = ceilDiv(startedNs[i] as number, widthNs) - 1;
    const first = startedIn < 0 ? 0 : startedIn;
    const end = endedIn < length ? endedIn : length;
    if (first >= end) continue;
    if (startedIn >= 0) begun[startedIn] = (begun[startedIn] as number) + 1;
    const connect = connectNs[i] as number;
    const connectedIn = connect === 0 ? end : ceilDiv(connect, widthNs) - 1;
    const established = connectedIn < first ? first : connectedIn < end ? connectedIn : end;
    if (established > first) {
      connectingSteps[first] = (connectingSteps[first] as number) + 1;
      connectingSteps[established] = (connectingSteps[established] as number) - 1;
    }
    activeSteps[established] = (activeSteps[established] as number) + 1;
    activeSteps[end] = (activeSteps[end] as number) - 1;
  }
  return {
    ...intervals,
    active: runningSum(activeSteps, length),
    new: begun,
    lost,
    connecting: runningSum(connectingSteps, length),
  };
}

/** The levels that steps up and down lead to. */
export function runningSum(steps: Int32Array, length: number): Uint32Array {
  return new Uint32Array(cumsum(steps.subarray(0, length)));
}
