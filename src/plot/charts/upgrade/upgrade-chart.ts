import { REPLICA_TABLE_COLUMNS, type NoOptions, type RunOrStudy } from '../../../analyze/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { upgradeDrawing } from './upgrade-drawing.ts';
import { upgradeModel, type UpgradeModel } from './upgrade-model.ts';
import { upgradeSpec } from './upgrade-spec.ts';

/** Columns that `plotUpgrade` reads. */
export const PLOT_UPGRADE_COLUMNS: typeof REPLICA_TABLE_COLUMNS = REPLICA_TABLE_COLUMNS;

/** What an upgrade cost, beside what it should have. Its steps stand side by side, whenever they were. */
export const upgradeChart: RunChart<typeof PLOT_UPGRADE_COLUMNS, NoOptions, UpgradeModel> =
  defineChart({
    name: 'upgrade',
    summary: 'connections per replica and step of an upgrade, over its model',
    title: 'Upgrade beside its model',
    columns: PLOT_UPGRADE_COLUMNS,
    takes: {},
    drawsEvents: false,
    model: upgradeModel,
    spec: upgradeSpec,
    draw: upgradeDrawing,
  });

/**
 * Connections per replica after each step of an upgrade, over the mean and the 95 % range of its model.
 *
 * @param options.events decide where a step begins
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotUpgrade(
  of: RunOrStudy<(typeof PLOT_UPGRADE_COLUMNS)[number]>,
  options: ChartOptions = {},
): Chart {
  return upgradeChart.plot(of, options);
}
