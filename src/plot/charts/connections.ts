import { NS_PER_S } from '../../stats/index.ts';
import { decimate } from '../decimate.ts';
import { greatest } from '../greatest.ts';
import { layOut, plotWidthOf } from '../layout.ts';
import type { Moment } from '../events.ts';
import { numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { intervalText } from '../run-title.ts';
import { themeOf, type Theme } from '../theme.ts';
import { countTicks } from '../ticks.ts';
import { timeAxis } from '../time-axis.ts';
import {
  colourBy,
  eventMoments,
  frame,
  QUIET,
  tickLabels,
  xAxis,
  yAxis,
  type ChartSpec,
  type Layer,
  type LegendEntry,
} from './frame.ts';
import { mergeCounts, type ChartCounts } from './merge-counts.ts';

/** Pixels that an interval with its two bars needs at least. */
const LEAST_INTERVAL = 4;
const ACTIVE = 'Active';
const NOTHING_HAPPENED = 'No connection was lost, none had to wait';
export const NO_INTERVAL = 'There is no whole interval to show';
/** Left free on each side of an interval, as a share of it. */
const GAP = 0.1;

/**
 * The connections that were connecting and those that were lost, per interval, as bars; `active`
 * adds the established ones behind them. Intervals too narrow to draw are taken together.
 */
export function connectionsSpec(
  counts: ChartCounts,
  run: ChartContext,
  { active = false }: { readonly active?: boolean } = {},
): ChartSpec {
  const moments = eventMoments(run);
  const context = { ...run, endS: lastShownS(counts, { ...run, moments }) };
  const theme = themeOf(context.theme);
  const merged = mergeCounts(
    counts,
    Math.floor(plotWidthOf(context.width, ['1,000']) / LEAST_INTERVAL),
  );
  const columns = [merged.connecting, merged.lost, ...(active ? [counts.active] : [])];
  const most = columns.map((column) => greatest(column, 1));
  const ticks = countTicks(greatest(most, 1), 6, true);
  const legend: LegendEntry[] = [
    ...(active ? [{ label: ACTIVE, colour: theme.active }] : []),
    { label: 'Connecting', colour: theme.connecting },
    { label: 'Lost', colour: theme.lost },
  ];
  const layout = layOut(context, {
    yLabels: tickLabels(ticks),
    legend: legend.map(({ label }) => label),
    moments,
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  const unit = NS_PER_S * time.secondsPerUnit;
  const start = counts.startNs / unit;

  const bars = (label: string, values: ArrayLike<number>, from: number, to: number): object[] =>
    Array.from(values, (count, row) => {
      const interval = merged.widthNs / unit;
      return {
        label,
        from: start + (row + from) * interval,
        to: Math.min(start + (row + to) * interval, time.end),
        count,
      };
    }).filter(({ count }) => count > 0);

  const x = xAxis(time);
  const y = yAxis('Connections', ticks, layout);
  const layers: Layer[] = [];
  if (active) {
    layers.push({
      data: { values: activeSteps(counts, unit, layout.plotWidth) },
      mark: { type: 'area', ...QUIET, interpolate: 'step-after' },
      encoding: {
        x: { field: 't', ...x },
        y: { field: 'active', ...y },
        color: colourBy({ field: 'label' }, legend, layout),
      },
    });
  }
  const drawn = [
    ...bars('Connecting', merged.connecting, GAP, 0.5),
    ...bars('Lost', merged.lost, 0.5, 1 - GAP),
  ];
  layers.push({
    data: { values: drawn },
    mark: { type: 'bar', ...QUIET, orient: 'vertical' },
    encoding: {
      x: { field: 'from', ...x },
      x2: { field: 'to' },
      y: { field: 'count', ...y },
      y2: { datum: 0 },
      color: colourBy({ field: 'label' }, legend, layout),
    },
  });
  if (counts.length === 0) layers.push(inTheMiddle(NO_INTERVAL, theme));
  else if (drawn.length === 0 && !active) layers.push(inTheMiddle(NOTHING_HAPPENED, theme));
  const lost = counts.lost.reduce((sum, value) => sum + value, 0);
  return frame(context, layout, time, {
    title: 'Connections',
    notes: [
      ...(counts.length > 0 ? [`${numberText(lost)} lost`] : []),
      `per ${intervalText(merged.widthNs / NS_PER_S)}`,
    ],
    layers,
  });
}

/** Says in an empty plot why it is empty. */
function inTheMiddle(text: string, theme: Theme): Layer {
  return {
    data: { values: [{}] },
    mark: { type: 'text', ...QUIET, fontSize: 14, color: theme.muted },
    encoding: {
      x: { value: { expr: 'width / 2' } },
      y: { value: { expr: 'height / 2' } },
      text: { value: text },
    },
  };
}

/**
 * The picture ends with the last whole interval, instead of showing the rest as a drop to zero; later
 * only where an event of the run is later.
 */
export function lastShownS(
  counts: ChartCounts,
  run: { readonly endS: number; readonly moments: readonly Moment[] },
): number {
  if (counts.length === 0) return run.endS;
  const within = run.moments.filter(({ timeS }) => timeS <= run.endS);
  return greatest(
    within.map(({ timeS }) => timeS),
    (counts.startNs + counts.length * counts.widthNs) / NS_PER_S,
  );
}

/** The active connections as steps, the last one closed. */
function activeSteps(
  counts: ChartCounts,
  unit: number,
  width: number,
): { label: string; t: number; active: number }[] {
  const { active, widthNs, startNs, length } = counts;
  const starts = Float64Array.from({ length }, (_, row) => (startNs + row * widthNs) / unit);
  const steps = Array.from(decimate(starts, active, width), (row) => ({
    label: ACTIVE,
    t: starts[row] ?? 0,
    active: active[row] ?? 0,
  }));
  if (length > 0) {
    const end = (startNs + length * widthNs) / unit;
    steps.push({ label: ACTIVE, t: end, active: active[length - 1] ?? 0 });
  }
  return steps;
}
