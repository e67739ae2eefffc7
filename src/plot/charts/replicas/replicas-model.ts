import { max } from 'd3-array';
import {
  replicaActivity,
  replicasOf,
  type IntervalOptions,
  type Replica,
  type ReplicaActivity,
  type ReplicaRow,
  type REPLICA_TABLE_COLUMNS,
  type Study,
} from '../../../analyze/index.ts';
import { NS_PER_MS, NS_PER_S, type Nanoseconds } from '../../../stats/index.ts';
import type { Moment } from '../../axes/moment.ts';
import { readableIntervalNs } from '../../axes/time-axis.ts';
import { numberText } from '../../text/number-text.ts';

/** Steps across the picture: about one every two pixels. */
const STEPS = 400;
const LEAST_INTERVAL_NS: Nanoseconds = NS_PER_MS;

/** What the chart of replicas shows. */
export interface ReplicasModel {
  readonly replicas: readonly Replica[];
  readonly activity: ReplicaActivity;
  /** The most connections that were active at once. */
  readonly most: number;
  /** What each disturbance cost. */
  readonly losses: readonly Moment[];
  /** What all of them cost. */
  readonly lost: number;
}

export function replicasModel(
  study: Study<(typeof REPLICA_TABLE_COLUMNS)[number]>,
  { intervalNs }: IntervalOptions,
): ReplicasModel {
  const { run } = study;
  const table = replicasOf(study);
  const activity = replicaActivity(run, table, {
    intervalNs: intervalNs ?? readableIntervalNs(run.header.durationNs, STEPS, LEAST_INTERVAL_NS),
  });
  return {
    replicas: table.replicas,
    activity,
    most: mostActive(activity),
    // The first row is the state before the disturbances.
    losses: lossMoments(table.rows.slice(1)),
    lost: table.total,
  };
}

function mostActive({ active, length }: ReplicaActivity): number {
  const totals = new Float64Array(length);
  for (const column of active) {
    for (let row = 0; row < length; row++) {
      totals[row] = (totals[row] as number) + (column[row] as number);
    }
  }
  return max(totals) ?? 0;
}

/** Losses as moments of a chart. An event before the start may be where a disturbance began. */
export function lossMoments(losses: readonly Pick<ReplicaRow, 'timeNs' | 'lost'>[]): Moment[] {
  return losses.map(({ timeNs, lost }) => ({
    timeS: Math.max(0, timeNs) / NS_PER_S,
    label: `${numberText(lost)} lost`,
    kind: 'loss',
  }));
}
