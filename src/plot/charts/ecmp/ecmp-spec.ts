import { timeAxis } from '../../axes/time-axis.ts';
import { CHART_LIMITS, type ChartContext } from '../../options.ts';
import type { QuantitativeAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec, type Layer } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { AXIS_LABEL_FONT_SIZE, layOut, type Layout } from '../../picture/layout.ts';
import { colourBy, type ColourChannel, type LegendEntry } from '../../picture/legend.ts';
import { themeOf, type Theme } from '../../picture/theme.ts';
import { counted } from '../../text/number-text.ts';
import { shortenMiddle } from '../../text/shorten.ts';
import {
  AGREED,
  barsOf,
  baselinesOf,
  DIFFERENT,
  EXPECTED,
  type Baseline,
  type Rect,
} from './ecmp-bars.ts';
import { gridOf, readableHeight } from './ecmp-grid.ts';
import { labelsOf, type Label } from './ecmp-labels.ts';
import { verdict, type EcmpModel } from './ecmp-model.ts';

/** Of the picture's width, host names get so much at the most. */
const LABEL_SHARE = 0.16;
const MOST_LABEL = 110;

/** Position channels whose units are pixels of the plot. */
interface Pixels {
  readonly x: QuantitativeAxis;
  readonly y: QuantitativeAxis;
}

/** Small multiples: a row of panels each change, a column each policy, a bar each host. */
export function ecmpSpec(model: EcmpModel, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const names = fittingNames(model, context);
  const legend = legendOf(theme);
  const layout = layoutOf(names, legend, context);
  const { plotWidth: width, plotHeight: height } = layout;
  const grid = gridOf(model.changes, width, height);
  const pixels = { x: pixelScale(width, false), y: pixelScale(height, true) };
  const hidden = model.changes.length - grid.changes.length;
  return frame(context, layout, timeAxis(context.endS, width), {
    notes: [verdict(model), ...(hidden > 0 ? [`${counted(hidden, 'change')} without room`] : [])],
    layers: [
      barLayer(barsOf(grid), pixels, colourBy({ field: 'what' }, legend, layout)),
      baselineLayer(baselinesOf(grid), pixels, theme),
      textLayer(labelsOf(model, { grid, width, height, names, theme }), pixels),
    ],
  });
}

/** Height of a picture in which all changes have room, up to 12: no less than the usual one. */
export function ecmpHeight(model: EcmpModel, context: ChartContext): number {
  const names = fittingNames(model, context);
  const high = { ...context, height: CHART_LIMITS.height.most };
  const { padding } = layoutOf(names, legendOf(themeOf(context.theme)), high);
  const wanted = Math.ceil(padding.top + readableHeight(model.changes) + padding.bottom);
  return Math.min(CHART_LIMITS.height.most, Math.max(context.height, wanted));
}

function legendOf(theme: Theme): LegendEntry[] {
  return [
    { label: AGREED, colour: theme.active },
    { label: DIFFERENT, colour: theme.lost },
    { label: EXPECTED, colour: theme.ink },
  ];
}

/** Hosts' labels that have room left of the plot. */
function fittingNames({ labels }: EcmpModel, { width }: ChartContext): ReadonlyMap<string, string> {
  const room = Math.min(MOST_LABEL, width * LABEL_SHARE);
  return new Map(
    [...labels].map(([host, label]) => [host, shortenMiddle(label, room, AXIS_LABEL_FONT_SIZE)]),
  );
}

function layoutOf(
  names: ReadonlyMap<string, string>,
  legend: readonly LegendEntry[],
  context: ChartContext,
): Layout {
  return layOut(context, {
    yLabels: [...names.values()],
    legend: legend.map(({ label }) => label),
    moments: [],
  });
}

function pixelScale(size: number, reverse: boolean): QuantitativeAxis {
  return {
    type: 'quantitative',
    scale: { domain: [0, size], nice: false, zero: false, padding: 0, reverse },
    axis: null,
  };
}

function barLayer(values: Rect[], { x, y }: Pixels, colour: ColourChannel): Layer {
  return {
    data: { values },
    mark: { type: 'rect', ...QUIET },
    encoding: {
      x: { field: 'x', ...x },
      x2: { field: 'x2' },
      y: { field: 'y', ...y },
      y2: { field: 'y2' },
      color: colour,
    },
  };
}

function baselineLayer(values: Baseline[], { x, y }: Pixels, theme: Theme): Layer {
  return {
    data: { values },
    mark: { type: 'rule', ...QUIET, strokeWidth: 1, color: theme.axis },
    encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, y2: { field: 'y2' } },
  };
}

function textLayer(values: Label[], { x, y }: Pixels): Layer {
  return {
    data: { values },
    mark: {
      type: 'text',
      ...QUIET,
      baseline: 'middle',
      align: { expr: 'datum.align' },
      fontSize: { expr: 'datum.size' },
      fontWeight: { expr: 'datum.weight' },
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'y', ...y },
      text: { field: 'text' },
      fill: { value: { expr: 'datum.colour' } },
    },
  };
}
