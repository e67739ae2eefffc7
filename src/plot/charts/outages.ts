import type { DisturbanceOutages, FoundOutages } from '../../analyze/index.ts';
import { rowsOf } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { greatest } from '../greatest.ts';
import { layOut } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { plainText } from '../plain-text.ts';
import { AXIS_TITLE_FONT_SIZE, replicaColour, themeOf } from '../theme.ts';
import { timeAxis } from '../time-axis.ts';
import { colourBy, frame, QUIET, xAxis, yAxis } from './frame.ts';
import type { ChartSpec, Layer, LegendEntry } from './frame.ts';

/** How many of the clients hit were served again, after how long. */
export interface OutageCurve {
  readonly label: string;
  readonly disturbance: DisturbanceOutages;
  /** Lengths of the outages that ended, rising, in seconds: at least so long, and at most. */
  readonly leastS: Float64Array;
  readonly mostS: Float64Array;
}

/** The curves of an outages chart. */
export interface OutageCurves {
  readonly curves: readonly OutageCurve[];
  /** Disturbances that have no curve: there are too many. */
  readonly left: number;
  /** The longest outage, in seconds. */
  readonly longestS: number;
  readonly resolutionS: number;
  readonly measured: boolean;
}

/** More curves than this nobody can tell apart. */
const MOST_CURVES = 8;

/** The disturbances that hit most clients, in order of time. */
export function outageCurves(found: FoundOutages): OutageCurves {
  const { clientOutages, disturbances, measured, resolutionNs } = found;
  const hit = rowsOf(
    clientOutages,
    greatest(
      disturbances.map(({ number }) => number),
      0,
    ),
  );
  const shown = disturbances
    .toSorted((a, b) => b.clients - a.clients)
    .slice(0, MOST_CURVES)
    .sort((a, b) => a.number - b.number);
  const seconds = (column: Float64Array, rows: Uint32Array): Float64Array =>
    Float64Array.from(rows, (row) => (column[row] ?? 0) / NS_PER_S).sort();
  const curves = shown.map((disturbance): OutageCurve => {
    const rows = hit[disturbance.number - 1] ?? new Uint32Array(0);
    const over = rows.filter((row) => clientOutages.open[row] === 0);
    return {
      label: labelOf(disturbance),
      disturbance,
      leastS: seconds(clientOutages.leastNs, over),
      mostS: seconds(clientOutages.mostNs, over),
    };
  });
  const longestNs = greatest(
    shown.map(({ outage }) => outage.most.max.ns),
    0,
  );
  return {
    curves,
    left: disturbances.length - shown.length,
    longestS: longestNs / NS_PER_S,
    resolutionS: resolutionNs / NS_PER_S,
    measured,
  };
}

function labelOf({ number, startNs, event, clients, neverBack }: DisturbanceOutages): string {
  const what = event === undefined ? '' : ` ${plainText(event)}`;
  const never = neverBack > 0 ? `, ${numberText(neverBack)} never back` : '';
  return `${number}: ${(startNs / NS_PER_S).toFixed(1)} s${what}, ${counted(clients, 'client')}${never}`;
}

export const OUTAGES_TITLE = 'Outage per client';
export const NO_OUTAGE = 'No connection was lost.';
const AXIS_TITLE = 'Clients served again (%)';
const PERCENT_TICKS = [0, 25, 50, 75, 100];
const ROOM = 1.05;

/** What the shade says. */
export function shadeNote({ measured, resolutionS }: OutageCurves): string {
  const resolution = `±${numberText(resolutionS)} s`;
  return measured
    ? `shaded: ${resolution}, the resolution`
    : `shaded: between the bounds; the file has no time stamps of echoes`;
}

/** Right end of the time axis, in seconds. */
export function outagesEndS({ curves, longestS, resolutionS, measured }: OutageCurves): number {
  if (curves.length === 0) return 1;
  return (longestS + (measured ? resolutionS : 0)) * ROOM || 1;
}

/** Share of the clients hit that were served again, over the time since their last echo: an ECDF each disturbance. */
export function outagesSpec(found: OutageCurves, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const { curves, left } = found;
  const legend: LegendEntry[] = curves.map(({ label }, index) => ({
    label,
    colour: replicaColour(theme, index),
  }));
  const axis = { ...context, endS: outagesEndS(found) };
  const layout = layOut(axis, {
    yLabels: PERCENT_TICKS.map(String),
    legend: legend.map(({ label }) => label),
    moments: [],
  });
  const time = timeAxis(axis.endS, layout.plotWidth);
  const x = { ...xAxis(time), title: time.title.replace('Time', 'Outage') };
  const y = yAxis(AXIS_TITLE, PERCENT_TICKS, layout);
  const shapes = curves.map((curve) =>
    shapeOf(
      curve,
      found,
      { end: time.end, secondsPerUnit: time.secondsPerUnit },
      layout.plotHeight,
    ),
  );
  const colour = colourBy({ field: 'curve' }, legend, layout, 'stroke');
  const layers: Layer[] =
    curves.length === 0
      ? [
          {
            data: { values: [{ t: time.end / 2, share: 50 }] },
            mark: { type: 'text', ...QUIET, fontSize: AXIS_TITLE_FONT_SIZE, color: theme.muted },
            encoding: {
              x: { field: 't', ...x },
              y: { field: 'share', ...y },
              text: { value: NO_OUTAGE },
            },
          },
        ]
      : [
          {
            data: { values: shapes.flatMap(({ band }) => band) },
            mark: {
              type: 'area',
              ...QUIET,
              orient: 'horizontal',
              opacity: found.measured ? 0.18 : 0.25,
              clip: true,
            },
            encoding: {
              y: { field: 'share', ...y },
              x: { field: 'from', ...x },
              x2: { field: 'to' },
              color: { ...colour, legend: null },
            },
          },
          {
            data: { values: shapes.flatMap(({ lines }) => lines) },
            mark: { type: 'line', ...QUIET, clip: true, strokeWidth: 2 },
            encoding: {
              x: { field: 't', ...x },
              y: { field: 'share', ...y },
              order: { field: 'n', type: 'quantitative' },
              detail: { field: 'edge' },
              color: colour,
              strokeDash: {
                field: 'curve',
                type: 'nominal',
                scale: {
                  domain: curves.map(({ label }) => label),
                  range: curves.map(({ disturbance }) =>
                    disturbance.kind === 'reversion' ? [5, 3] : [1, 0],
                  ),
                },
                legend: null,
              },
            },
          },
        ];
  const hasReversion = curves.some(({ disturbance }) => disturbance.kind === 'reversion');
  return frame(axis, layout, time, {
    title: OUTAGES_TITLE,
    notes: [
      ...(curves.length > 0 ? [shadeNote(found)] : []),
      ...(hasReversion ? ['dashed: reversions'] : []),
      ...(left > 0 ? [`${curves.length} of ${counted(left + curves.length, 'disturbance')}`] : []),
    ],
    layers,
  });
}

interface Shape {
  readonly band: readonly { curve: string; share: number; from: number; to: number }[];
  readonly lines: readonly { curve: string; edge: string; n: number; t: number; share: number }[];
}

/** The curve as a line, or two where only bounds are known, and what is shaded around it. */
function shapeOf(
  { label: curve, leastS, mostS, disturbance }: OutageCurve,
  { measured, resolutionS }: OutageCurves,
  axis: { readonly end: number; readonly secondsPerUnit: number },
  plotHeight: number,
): Shape {
  const margin = measured ? resolutionS : 0;
  const count = disturbance.clients;
  const steps = stepsOf(leastS.length, plotHeight);
  const unit = (seconds: number): number =>
    Math.max(0, Math.min(axis.end, seconds / axis.secondsPerUnit));
  const band = steps.flatMap(({ from, to, at }) => {
    const edges = {
      curve,
      from: unit((leastS[at] ?? 0) - margin),
      to: unit((mostS[at] ?? 0) + margin),
    };
    return [from, to].map((rank) => ({ ...edges, share: (rank * 100) / count }));
  });
  const line = (edge: string, lengths: Float64Array): Shape['lines'] => {
    const points = steps.flatMap(({ from, to, at }) =>
      [from, to].map((rank) => ({ t: unit(lengths[at] ?? 0), share: (rank * 100) / count })),
    );
    const last = points.at(-1);
    return [
      { t: 0, share: 0 },
      ...points,
      // What was not served again by the longest outage's time is so at the edge, too.
      { t: axis.end, share: last?.share ?? 0 },
    ].map((point, n) => ({ curve, edge: `${curve} ${edge}`, n, ...point }));
  };
  return {
    band,
    lines: measured ? line('', leastS) : [...line('least', leastS), ...line('most', mostS)],
  };
}

/** The ranks of `count` values in at most `most` steps; `at` = the value that stands for them. */
function stepsOf(count: number, most: number): { from: number; to: number; at: number }[] {
  const steps = Math.min(count, Math.max(1, Math.floor(most)));
  return Array.from({ length: steps }, (_, step) => {
    const from = Math.floor((step * count) / steps);
    const to = Math.floor(((step + 1) * count) / steps);
    return { from, to, at: to - 1 };
  });
}
