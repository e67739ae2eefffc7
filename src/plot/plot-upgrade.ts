import { REPLICA_TABLE_COLUMNS, upgrade } from '../analyze/index.ts';
import type { Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { UPGRADE_TITLE, upgradeSpec } from './charts/upgrade.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { upgradeDrawing } from './terminal/upgrade.ts';

/** Columns that `plotUpgrade` reads. */
export const PLOT_UPGRADE_COLUMNS: typeof REPLICA_TABLE_COLUMNS = REPLICA_TABLE_COLUMNS;

/**
 * Connections per replica after each step of an upgrade, over the mean and the 95 % range of its model.
 *
 * @param options.events decide where a step begins
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotUpgrade(
  run: Run<(typeof PLOT_UPGRADE_COLUMNS)[number]>,
  options: ChartOptions = {},
): Chart {
  const found = upgrade(run, options);
  const context = { ...chartContext(options, runContext(run.header)), events: [] };
  return createChart(upgradeSpec(found, context), (size) =>
    upgradeDrawing(found, drawingContext(context, UPGRADE_TITLE), size),
  );
}
