import { timeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import type { ChartSpec } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { layOut, type Layout } from '../../picture/layout.ts';
import type { LegendEntry } from '../../picture/legend.ts';
import { themeOf } from '../../picture/theme.ts';
import { counted } from '../../text/number-text.ts';
import { INITIAL, kindOf, REVERSION } from './curve-shape.ts';
import { panelsOf } from './outage-panels.ts';
import { curveLayers, emptyLayer, labelLayer } from './outages-layers.ts';
import {
  firstCurves,
  isCutShort,
  outagesEndS,
  shadeNote,
  type OutageCurve,
  type OutagesModel,
} from './outages-model.ts';

/** A panel that is lower holds nothing worth a look. */
const LEAST_PANEL = 38;
const CUT_SHORT = 'a line ends where nobody was followed longer';

/** The share of the clients hit that were served again, over the time since their last echo: a panel each disturbance. */
export function outagesSpec(found: OutagesModel, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const { curves, hasLegend } = fittingCurves(found, context);
  const kinds = new Set(curves.map(kindOf));
  const legend: LegendEntry[] = [
    { label: INITIAL, colour: theme.line },
    { label: REVERSION, colour: theme.connecting },
  ].filter(({ label }) => kinds.has(label));
  const endS = outagesEndS(found, curves);
  const layout = layoutOf({ ...context, endS }, hasLegend ? [...kinds] : []);
  const panels = panelsOf(curves, layout, timeAxis(endS, layout.plotWidth));
  const left = found.left + found.curves.length - curves.length;
  return frame({ ...context, endS }, layout, panels.time, {
    notes: [
      ...(curves.length > 0 ? [shadeNote(found)] : []),
      ...(curves.some(isCutShort) ? [CUT_SHORT] : []),
      ...(left > 0 ? [`${curves.length} of ${counted(left + curves.length, 'disturbance')}`] : []),
    ],
    layers:
      curves.length === 0
        ? [emptyLayer(panels, theme)]
        : [...curveLayers(found, panels, legend), labelLayer(panels, theme)],
  });
}

function layoutOf(context: ChartContext, legend: readonly string[]): Layout {
  return layOut(context, { yLabels: ['100'], legend, moments: [] });
}

/** The curves that have room, and whether a legend has to tell their kinds apart. */
function fittingCurves(
  found: OutagesModel,
  context: ChartContext,
): { readonly curves: readonly OutageCurve[]; readonly hasLegend: boolean } {
  const fitting = (legend: readonly string[]): OutageCurve[] =>
    firstCurves(found, Math.floor(layoutOf(context, legend).plotHeight / LEAST_PANEL));
  const alone = fitting([]);
  const kinds = [...new Set(alone.map(kindOf))];
  return kinds.length > 1
    ? { curves: fitting(kinds), hasLegend: true }
    : { curves: alone, hasLegend: false };
}
