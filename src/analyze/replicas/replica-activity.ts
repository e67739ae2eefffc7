import type { Run } from '../../stats/pure.ts';
import { runningSum } from '../run/connections/connection-counts.ts';
import {
  ceilDiv,
  floorDiv,
  intervalsOf,
  type IntervalOptions,
  type Intervals,
} from '../run/intervals.ts';
import { requireConnections } from '../study/require.ts';
import { placesOfCodes } from './places-of-codes.ts';
import type { ReplicaTable } from './replica-table.ts';

/** Columns that `replicaActivity` reads. */
export const REPLICA_ACTIVITY_COLUMNS = ['connectNs', 'endedNs', 'host'] as const;

/** Active connections per replica at the end of each interval. */
export interface ReplicaActivity extends Intervals {
  /** [replica][interval], replicas as in the table. */
  readonly active: readonly Uint32Array[];
}

/**
 * Counts the active connections of each replica per interval, as `connectionCounts` counts those of all.
 *
 * @throws {StatsError} where the run was recorded without connections
 */
export function replicaActivity(
  run: Run<(typeof REPLICA_ACTIVITY_COLUMNS)[number]>,
  { replicas }: Pick<ReplicaTable, 'replicas'>,
  { intervalNs }: IntervalOptions = {},
): ReplicaActivity {
  requireConnections(run);
  const intervals = intervalsOf(run.header.durationNs, intervalNs);
  const { widthNs, length } = intervals;
  const { connectNs, endedNs, host, length: connections } = run.connections;
  const places = placesOfCodes(host, replicas);
  const steps = replicas.map(() => new Int32Array(length + 1));
  for (let i = 0; i < connections; i++) {
    const step = steps[places[host.codes[i] as number] as number];
    const connect = connectNs[i] as number;
    if (step === undefined || connect === 0) continue;
    const first = Math.max(0, ceilDiv(connect, widthNs) - 1);
    const end = Math.min(floorDiv(endedNs[i] as number, widthNs), length);
    if (first >= end) continue;
    step[first] = (step[first] as number) + 1;
    step[end] = (step[end] as number) - 1;
  }
  return { ...intervals, active: steps.map((step) => runningSum(step, length)) };
}
