import { findOutages, OUTAGES_COLUMNS } from '../analyze/index.ts';
import type { Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { outageCurves } from './charts/outage-curves.ts';
import { OUTAGES_TITLE, outagesSpec } from './charts/outages.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { outagesDrawing } from './terminal/outages.ts';

/** Columns that `plotOutages` reads. */
export const PLOT_OUTAGES_COLUMNS: typeof OUTAGES_COLUMNS = OUTAGES_COLUMNS;

/**
 * For how long each disturbance left clients without service: the share of those hit that were
 * served again, over time, with the resolution shaded; the bounds of files without time stamps.
 *
 * @param options.events decide where a disturbance begins, and name it
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotOutages(
  run: Run<(typeof PLOT_OUTAGES_COLUMNS)[number]>,
  options: ChartOptions = {},
): Chart {
  const curves = outageCurves(findOutages(run, options));
  const context = { ...chartContext(options, runContext(run.header)), events: [] };
  return createChart(outagesSpec(curves, context), (size) =>
    outagesDrawing(curves, drawingContext(context, OUTAGES_TITLE), size),
  );
}
