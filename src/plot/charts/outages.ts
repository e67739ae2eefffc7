import { layOut, type Layout } from '../layout.ts';
import { counted } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { shortenEnd } from '../shorten.ts';
import { AXIS_TITLE_FONT_SIZE, themeOf, type Theme } from '../theme.ts';
import { timeAxis } from '../time-axis.ts';
import { colourBy, frame, QUIET, xAxis } from './frame.ts';
import type { ChartSpec, Layer, LegendEntry } from './frame.ts';
import {
  firstCurves,
  isCutShort,
  knownUntilS,
  NO_OUTAGE,
  outagesEndS,
  shadeNote,
  type OutageCurve,
  type OutageCurves,
} from './outage-curves.ts';

export const OUTAGES_TITLE = 'Outage per client';
const AXIS_TITLE = 'Clients served again (%)';

const INITIAL = 'Initial event';
const REVERSION = 'Reversion';
/** A panel that is lower holds nothing worth a look. */
const LEAST_PANEL = 38;
/** What is above a curve: the line that says which it is. */
const LABEL_HEIGHT = 18;
const CUT_SHORT = 'a line ends where nobody was followed longer';
const LABEL_FONT_SIZE = 11;
/** Curves lower than this have but their upper number, the last one excepted. */
const ROOM_FOR_BOTH = 28;
const LEAST_CURVE_SHARE = 0.3;

/** The share of the clients hit that were served again, over the time since their last echo: a panel each disturbance. */
export function outagesSpec(found: OutageCurves, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const { curves, hasLegend } = fittingCurves(found, context);
  const kinds = new Set(curves.map(kindOf));
  const legend: LegendEntry[] = [
    { label: INITIAL, colour: theme.line },
    { label: REVERSION, colour: theme.connecting },
  ].filter(({ label }) => kinds.has(label));
  const endS = outagesEndS(found, curves);
  const layout = layoutOf({ ...context, endS }, hasLegend ? [...kinds] : []);
  const time = timeAxis(endS, layout.plotWidth);
  const panels = Math.max(1, curves.length);
  const base = (panel: number): number => panels - 1 - panel;
  const height = Math.max(LEAST_CURVE_SHARE, 1 - (LABEL_HEIGHT * panels) / layout.plotHeight);
  const x = { ...xAxis(time), title: time.title.replace('Time', 'Outage') };
  const y = panelAxis(panels, height, layout);
  const shapes = curves.map((curve, panel) =>
    shapeOf(curve, found, {
      base: base(panel),
      height,
      end: time.end,
      secondsPerUnit: time.secondsPerUnit,
      steps: Math.max(1, Math.floor((height * layout.plotHeight) / panels)),
    }),
  );
  const colour = colourBy({ field: 'kind' }, legend, layout);
  const layers: Layer[] = [
    {
      data: { values: shapes.flatMap(({ band }) => band) },
      mark: { type: 'line', ...QUIET, filled: true, strokeWidth: 0, opacity: 0.25, clip: true },
      encoding: {
        x: { field: 't', ...x },
        y: { field: 'share', ...y },
        order: { field: 'n', type: 'quantitative' },
        detail: { field: 'path' },
        color: colour,
      },
    },
    {
      data: { values: shapes.flatMap(({ lines }) => lines) },
      mark: { type: 'line', ...QUIET, strokeWidth: 2, clip: true },
      encoding: {
        x: { field: 't', ...x },
        y: { field: 'share', ...y },
        order: { field: 'n', type: 'quantitative' },
        detail: { field: 'path' },
        color: colour,
      },
    },
    labelLayer(curves, theme, { x, y, base, height, width: layout.plotWidth }),
  ];
  const left = found.left + found.curves.length - curves.length;
  return frame({ ...context, endS }, layout, time, {
    title: OUTAGES_TITLE,
    notes: [
      ...(curves.length > 0 ? [shadeNote(found)] : []),
      ...(curves.some(isCutShort) ? [CUT_SHORT] : []),
      ...(left > 0 ? [`${curves.length} of ${counted(left + curves.length, 'disturbance')}`] : []),
    ],
    layers: curves.length === 0 ? [emptyLayer(theme, x, y, time.end)] : layers,
  });
}

function layoutOf(context: ChartContext, legend: readonly string[]): Layout {
  return layOut(context, { yLabels: ['100'], legend, moments: [] });
}

/** The curves that have room, and whether a legend has to tell their kinds apart. */
function fittingCurves(
  found: OutageCurves,
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

function kindOf({ disturbance }: OutageCurve): string {
  return disturbance.kind === 'reversion' ? REVERSION : INITIAL;
}

function emptyLayer(theme: Theme, x: object, y: object, end: number): Layer {
  return {
    data: { values: [{ t: end / 2, share: 0.4 }] },
    mark: { type: 'text', ...QUIET, fontSize: AXIS_TITLE_FONT_SIZE, color: theme.muted },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'share', ...y },
      text: { value: NO_OUTAGE },
    },
  };
}

/** What each curve is, right above it. */
function labelLayer(
  curves: readonly OutageCurve[],
  theme: Theme,
  plot: { x: object; y: object; base: (panel: number) => number; height: number; width: number },
): Layer {
  return {
    data: {
      values: curves.map(({ label }, panel) => ({
        t: 0,
        share: plot.base(panel) + plot.height,
        label: shortenEnd(label, plot.width, LABEL_FONT_SIZE),
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
      x: { field: 't', ...plot.x },
      y: { field: 'share', ...plot.y },
      text: { field: 'label' },
    },
  };
}

/** Each panel from 0 to 100 %; one above the other. */
function panelAxis(panels: number, height: number, { plotHeight }: Layout): object {
  const both = (plotHeight / panels) * height >= ROOM_FOR_BOTH;
  const values = Array.from({ length: panels }, (_, panel) => [panel, panel + height]).flat();
  const isShown = both ? 'true' : 'datum.value === 0 || datum.value % 1 > 0';
  return {
    type: 'quantitative',
    title: plotHeight < 140 ? 'Served (%)' : AXIS_TITLE,
    scale: { domain: [0, panels], nice: false, padding: 0 },
    stack: null,
    axis: {
      values,
      labelExpr: `${isShown} ? (datum.value % 1 > 0 ? '100' : '0') : ''`,
      labelOverlap: false,
    },
  };
}

interface Vertex {
  readonly path: string;
  readonly kind: string;
  readonly n: number;
  readonly t: number;
  readonly share: number;
}

/** The curve as a line, or two where only bounds are known, and what is shaded around it. */
function shapeOf(
  curve: OutageCurve,
  { measured, resolutionS }: OutageCurves,
  panel: {
    readonly base: number;
    readonly height: number;
    readonly end: number;
    readonly secondsPerUnit: number;
    readonly steps: number;
  },
): { readonly band: readonly Vertex[]; readonly lines: readonly Vertex[] } {
  const { leastS, mostS, disturbance } = curve;
  const end = Math.min(panel.end, knownUntilS(curve) / panel.secondsPerUnit);
  const steps = stepsOf(leastS.length, panel.steps);
  const share = (rank: number): number => panel.base + (panel.height * rank) / disturbance.clients;
  const edge = (lengths: Float64Array, byS: number): { t: number; share: number }[] =>
    steps.flatMap(({ from, to, at }) => {
      const length = ((lengths[at] ?? 0) + byS) / panel.secondsPerUnit;
      const t = Math.max(0, Math.min(panel.end, length));
      return [from, to].map((rank) => ({ t, share: share(rank) }));
    });
  const path = (name: string, points: readonly { t: number; share: number }[]): Vertex[] =>
    points.map((point, n) => ({
      path: `${disturbance.number} ${name}`,
      kind: kindOf(curve),
      n,
      ...point,
    }));
  const whole = (lengths: Float64Array): { t: number; share: number }[] => [
    { t: 0, share: share(0) },
    ...edge(lengths, 0),
    { t: end, share: share(lengths.length) },
  ];
  const margin = measured ? resolutionS : 0;
  return {
    band: path('band', [...edge(leastS, -margin), ...edge(mostS, margin).reverse()]),
    lines: measured
      ? path('line', whole(leastS))
      : [...path('least', whole(leastS)), ...path('most', whole(mostS))],
  };
}

/** The ranks of `count` values in at most `most` steps; `at` = the value that stands for them. */
function stepsOf(count: number, most: number): { from: number; to: number; at: number }[] {
  const steps = Math.min(count, most);
  return Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * count) / steps);
    const to = Math.floor(((step + 1) * count) / steps);
    return { from, to, at: to - 1 };
  });
}
