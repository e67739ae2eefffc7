import { OUTAGES_COLUMNS, type NoOptions, type RunOrStudy } from '../../../analyze/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { outagesDrawing } from './outages-drawing.ts';
import { outagesModel, type OutagesModel } from './outages-model.ts';
import { outagesSpec } from './outages-spec.ts';

/** Columns that `plotOutages` reads. */
export const PLOT_OUTAGES_COLUMNS: typeof OUTAGES_COLUMNS = OUTAGES_COLUMNS;

/** For how long each disturbance left clients without service. Its time axis is not the run's. */
export const outagesChart: RunChart<typeof PLOT_OUTAGES_COLUMNS, NoOptions, OutagesModel> =
  defineChart({
    name: 'outages',
    summary: 'how long each disturbance left clients without service, as distributions',
    title: 'Outage per client',
    columns: PLOT_OUTAGES_COLUMNS,
    takes: {},
    drawsEvents: false,
    model: outagesModel,
    spec: outagesSpec,
    draw: outagesDrawing,
  });

/**
 * For how long each disturbance left clients without service: the share of those hit that were
 * served again, over time, with the resolution shaded; the bounds of files without time stamps.
 *
 * @param options.events decide where a disturbance begins, and name it
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotOutages(
  of: RunOrStudy<(typeof PLOT_OUTAGES_COLUMNS)[number]>,
  options: ChartOptions = {},
): Chart {
  return outagesChart.plot(of, options);
}
