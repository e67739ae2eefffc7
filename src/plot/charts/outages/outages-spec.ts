import { timeAxis, type TimeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { xAxis, type QuantitativeAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec, type Layer } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { layOut, type Layout } from '../../picture/layout.ts';
import { colourBy, type LegendEntry } from '../../picture/legend.ts';
import { AXIS_TITLE_FONT_SIZE, themeOf, type Theme } from '../../picture/theme.ts';
import { counted } from '../../text/number-text.ts';
import { shortenEnd } from '../../text/shorten.ts';
import { INITIAL, kindOf, REVERSION, shapeOf, type Vertex } from './curve-shape.ts';
import {
  firstCurves,
  isCutShort,
  NO_OUTAGE,
  outagesEndS,
  shadeNote,
  type OutageCurve,
  type OutagesModel,
} from './outages-model.ts';

const AXIS_TITLE = 'Clients served again (%)';
const SHORT_AXIS_TITLE = 'Served (%)';
/** Lower plots have no room for the long one. */
const ROOM_FOR_AXIS_TITLE = 140;

/** A panel that is lower holds nothing worth a look. */
const LEAST_PANEL = 38;
/** What is above a curve: the line that says which it is. */
const LABEL_HEIGHT = 18;
const CUT_SHORT = 'a line ends where nobody was followed longer';
const LABEL_FONT_SIZE = 11;
/** Curves lower than this have but their upper number, the last one excepted. */
const ROOM_FOR_BOTH = 28;
const LEAST_CURVE_SHARE = 0.3;

/** The curves' panels, one above the other, each from 0 to 1 of the `y` axis. */
interface Panels {
  readonly curves: readonly OutageCurve[];
  /** The share of a panel that its curve takes; its label is above. */
  readonly curveHeight: number;
  readonly layout: Layout;
  readonly time: TimeAxis;
  readonly x: QuantitativeAxis;
  readonly y: QuantitativeAxis;
}

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

function panelsOf(curves: readonly OutageCurve[], layout: Layout, time: TimeAxis): Panels {
  const count = Math.max(1, curves.length);
  const curveHeight = Math.max(LEAST_CURVE_SHARE, 1 - (LABEL_HEIGHT * count) / layout.plotHeight);
  return {
    curves,
    curveHeight,
    layout,
    time,
    x: { ...xAxis(time), title: time.title.replace('Time', 'Outage') },
    y: panelAxis(count, curveHeight, layout),
  };
}

/** Where the panel of a curve begins on the `y` axis; the first one is on top. */
const baseOf = (index: number, curves: readonly OutageCurve[]): number =>
  Math.max(1, curves.length) - 1 - index;

/** What is shaded, and the lines on top. */
function curveLayers(
  found: OutagesModel,
  { curves, curveHeight, layout, time, x, y }: Panels,
  legend: readonly LegendEntry[],
): Layer[] {
  const shapes = curves.map((curve, index) =>
    shapeOf(curve, found, {
      base: baseOf(index, curves),
      height: curveHeight,
      end: time.end,
      secondsPerUnit: time.secondsPerUnit,
      steps: Math.max(1, Math.floor((curveHeight * layout.plotHeight) / curves.length)),
    }),
  );
  const layer = (
    values: Vertex[],
    look: { opacity?: number; filled?: true; strokeWidth: number },
  ): Layer => ({
    data: { values },
    mark: { type: 'line', ...QUIET, ...look, clip: true },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      order: { field: 'n', type: 'quantitative' },
      detail: { field: 'path' },
      color: colourBy({ field: 'kind' }, legend, layout),
    },
  });
  return [
    layer(
      shapes.flatMap(({ band }) => band),
      { filled: true, strokeWidth: 0, opacity: 0.25 },
    ),
    layer(
      shapes.flatMap(({ lines }) => lines),
      { strokeWidth: 2 },
    ),
  ];
}

function emptyLayer({ x, y, time }: Panels, theme: Theme): Layer {
  return {
    data: { values: [{ t: time.end / 2, share: 0.4 }] },
    mark: { type: 'text', ...QUIET, fontSize: AXIS_TITLE_FONT_SIZE, color: theme.muted },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      text: { value: NO_OUTAGE },
    },
  };
}

/** What each curve is, right above it. */
function labelLayer({ curves, curveHeight, layout, x, y }: Panels, theme: Theme): Layer {
  return {
    data: {
      values: curves.map(({ label }, index) => ({
        t: 0,
        share: baseOf(index, curves) + curveHeight,
        label: shortenEnd(label, layout.plotWidth, LABEL_FONT_SIZE),
      })),
    },
    mark: {
      type: 'text',
      ...QUIET,
      align: 'left',
      baseline: 'bottom',
      dy: -2,
      fontSize: LABEL_FONT_SIZE,
      fill: theme.ink,
      stroke: null,
    },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      text: { field: 'label' },
    },
  };
}

/** Each panel from 0 to 100 %; one above the other. */
function panelAxis(panels: number, height: number, { plotHeight }: Layout): QuantitativeAxis {
  const both = (plotHeight / panels) * height >= ROOM_FOR_BOTH;
  const values = Array.from({ length: panels }, (_, panel) => [panel, panel + height]).flat();
  const isShown = both ? 'true' : 'datum.value === 0 || datum.value % 1 > 0';
  return {
    type: 'quantitative',
    title: plotHeight < ROOM_FOR_AXIS_TITLE ? SHORT_AXIS_TITLE : AXIS_TITLE,
    scale: { domain: [0, panels], nice: false, padding: 0 },
    stack: null,
    axis: {
      values,
      labelExpr: `${isShown} ? (datum.value % 1 > 0 ? '100' : '0') : ''`,
      labelOverlap: false,
    },
  };
}
