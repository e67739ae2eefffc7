import { ecmp, ECMP_COLUMNS, type EcmpOptions } from '../analyze/index.ts';
import type { Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { ECMP_TITLE, ecmpHeight, ecmpSpec } from './charts/ecmp.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { ecmpDrawing } from './terminal/ecmp.ts';

/** Columns that `plotEcmp` reads. */
export const PLOT_ECMP_COLUMNS: typeof ECMP_COLUMNS = ECMP_COLUMNS;

/**
 * Lost connections per change and host, beside what each policy expects: small multiples, a column
 * each policy. The one that fits shows no difference.
 *
 * @param options.height default: 400, or as much as the changes need, up to 12 of them
 * @param options.targets in their order; searched where absent
 * @param options.changes what was done to them; inferred where absent
 * @throws {OptionError} where what was given cannot be
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotEcmp(
  run: Run<(typeof PLOT_ECMP_COLUMNS)[number]>,
  options: ChartOptions & EcmpOptions = {},
): Chart {
  const found = ecmp(run, options);
  // Events decide where changes are; there is no time axis to draw them on.
  const usual = { ...chartContext(options, runContext(run.header)), events: [] };
  const context =
    options.height === undefined ? { ...usual, height: ecmpHeight(found, usual) } : usual;
  return createChart(ecmpSpec(found, context), (size) =>
    ecmpDrawing(found, drawingContext(context, ECMP_TITLE), size),
  );
}
