import {
  REPLICA_TABLE_COLUMNS,
  type IntervalOptions,
  type RunOrStudy,
} from '../../../analyze/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { replicasDrawing } from './replicas-drawing.ts';
import { replicasModel, type ReplicasModel } from './replicas-model.ts';
import { replicasSpec } from './replicas-spec.ts';

/** Columns that `plotReplicas` reads. */
export const PLOT_REPLICAS_COLUMNS: typeof REPLICA_TABLE_COLUMNS = REPLICA_TABLE_COLUMNS;

/** Active connections per replica over time, and what each disturbance cost. */
export const replicasChart: RunChart<typeof PLOT_REPLICAS_COLUMNS, IntervalOptions, ReplicasModel> =
  defineChart({
    name: 'replicas',
    summary: 'active connections per replica over time, each disturbance with its loss',
    title: 'Connections per replica',
    columns: PLOT_REPLICAS_COLUMNS,
    takes: { intervalNs: true },
    drawsEvents: true,
    model: replicasModel,
    spec: replicasSpec,
    draw: replicasDrawing,
  });

/**
 * Active connections per replica over time, stacked, each disturbance marked with its loss.
 *
 * @param options.intervalNs width of a step; some 400 steps where absent
 * @param options.events decide where a disturbance begins, too
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotReplicas(
  of: RunOrStudy<(typeof PLOT_REPLICAS_COLUMNS)[number]>,
  options: ChartOptions & IntervalOptions = {},
): Chart {
  return replicasChart.plot(of, options);
}
