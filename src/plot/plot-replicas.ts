import { replicaActivity, REPLICA_TABLE_COLUMNS, replicaTable } from '../analyze/index.ts';
import { NS_PER_MS, type Nanoseconds, type Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { replicasSpec } from './charts/replicas.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { replicasDrawing } from './terminal/replicas.ts';
import { readableIntervalNs } from './time-axis.ts';

/** Columns that `plotReplicas` reads. */
export const PLOT_REPLICAS_COLUMNS: typeof REPLICA_TABLE_COLUMNS = REPLICA_TABLE_COLUMNS;

/** Steps across the picture: about one every two pixels. */
const STEPS = 400;
const LEAST_INTERVAL_NS: Nanoseconds = NS_PER_MS;

/**
 * Active connections per replica over time, stacked, each disturbance marked with its loss.
 *
 * @param options.intervalNs width of a step; some 400 steps where absent
 * @param options.events decide where a disturbance begins, too
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotReplicas(
  run: Run<(typeof PLOT_REPLICAS_COLUMNS)[number]>,
  options: ChartOptions & { readonly intervalNs?: Nanoseconds } = {},
): Chart {
  const table = replicaTable(run, options);
  const intervalNs =
    options.intervalNs ?? readableIntervalNs(run.header.durationNs, STEPS, LEAST_INTERVAL_NS);
  const activity = replicaActivity(run, table, { intervalNs });
  const context = chartContext(options, runContext(run.header));
  return createChart(replicasSpec(activity, table, context), (size) =>
    replicasDrawing(activity, table, drawingContext(context, 'Connections per replica'), size),
  );
}
