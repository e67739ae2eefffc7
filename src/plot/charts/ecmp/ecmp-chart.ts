import { ECMP_COLUMNS, type EcmpAccountOptions, type RunOrStudy } from '../../../analyze/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { ecmpDrawing } from './ecmp-drawing.ts';
import { ecmpModel, type EcmpModel } from './ecmp-model.ts';
import { ecmpHeight, ecmpSpec } from './ecmp-spec.ts';

/** Columns that `plotEcmp` reads. */
export const PLOT_ECMP_COLUMNS: typeof ECMP_COLUMNS = ECMP_COLUMNS;

/** Which policy fits what was lost. Events decide where changes are; there is no time axis to draw them on. */
export const ecmpChart: RunChart<typeof PLOT_ECMP_COLUMNS, EcmpAccountOptions, EcmpModel> =
  defineChart({
    name: 'ecmp',
    summary: 'lost connections per change and host beside what each policy expects',
    title: 'Lost connections and what each policy expects',
    columns: PLOT_ECMP_COLUMNS,
    takes: { targets: true, changes: true },
    drawsEvents: false,
    eventsHelp: ' that tell what was done, where they name targets',
    height: ecmpHeight,
    model: ecmpModel,
    spec: ecmpSpec,
    draw: ecmpDrawing,
  });

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
  of: RunOrStudy<(typeof PLOT_ECMP_COLUMNS)[number]>,
  options: ChartOptions & EcmpAccountOptions = {},
): Chart {
  return ecmpChart.plot(of, options);
}
