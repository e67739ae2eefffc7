import { max } from 'd3-array';
import { NS_PER_S } from '../../../stats/index.ts';
import { countTicks } from '../../axes/ticks.ts';
import { timeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { tickLabels, xAxis, yAxis, type QuantitativeAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec, type Layer } from '../../picture/chart-spec.ts';
import { decimate } from '../../picture/decimate.ts';
import { frame } from '../../picture/frame.ts';
import { layOut, plotWidthOf } from '../../picture/layout.ts';
import { colourBy, type ColourChannel, type LegendEntry } from '../../picture/legend.ts';
import { themeOf, type Theme } from '../../picture/theme.ts';
import { numberText } from '../../text/number-text.ts';
import { intervalText } from '../../text/run-text.ts';
import {
  lastShownS,
  NO_INTERVAL,
  type ChartCounts,
  type ConnectionsModel,
} from './connections-model.ts';
import { mergeCounts } from './merge-counts.ts';

/** Pixels that an interval with its two bars needs at least. */
const LEAST_INTERVAL = 4;
const ACTIVE = 'Active';
const NOTHING_HAPPENED = 'No connection was lost, none had to wait';
/** Left free on each side of an interval, as a share of it. */
const GAP = 0.1;

/** Where the layers draw: the same axes, colours and unit of time. */
interface Scales {
  readonly x: QuantitativeAxis;
  readonly y: QuantitativeAxis;
  readonly colour: ColourChannel;
  /** Nanoseconds in the unit of the time axis. */
  readonly unitNs: number;
  /** Right end of the time axis. */
  readonly end: number;
}

/**
 * The connections that were connecting and those that were lost, per interval, as bars, with the
 * established ones behind them where they are asked for. Intervals too narrow to draw are taken together.
 */
export function connectionsSpec(model: ConnectionsModel, run: ChartContext): ChartSpec {
  const { counts, showsActive } = model;
  const context = { ...run, endS: lastShownS(counts, run) };
  const theme = themeOf(context.theme);
  const merged = mergeCounts(
    counts,
    Math.floor(plotWidthOf(context.width, ['1,000']) / LEAST_INTERVAL),
  );
  const columns = [merged.connecting, merged.lost, ...(showsActive ? [counts.active] : [])];
  const most = max(columns, (column) => max(column)) ?? 0;
  const ticks = countTicks(Math.max(1, most), 6, true);
  const legend: LegendEntry[] = [
    ...(showsActive ? [{ label: ACTIVE, colour: theme.active }] : []),
    { label: 'Connecting', colour: theme.connecting },
    { label: 'Lost', colour: theme.lost },
  ];
  const layout = layOut(context, {
    yLabels: tickLabels(ticks),
    legend: legend.map(({ label }) => label),
    moments: context.moments,
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  const scales: Scales = {
    x: xAxis(time),
    y: yAxis('Connections', ticks, layout),
    colour: colourBy({ field: 'label' }, legend, layout),
    unitNs: NS_PER_S * time.secondsPerUnit,
    end: time.end,
  };
  const bars = barsOf(merged, scales);
  return frame(context, layout, time, {
    notes: [
      ...(counts.length > 0 ? [`${numberText(model.lost)} lost`] : []),
      `per ${intervalText(merged.widthNs / NS_PER_S)}`,
    ],
    layers: [
      ...(showsActive ? [activeLayer(counts, scales, layout.plotWidth)] : []),
      barLayer(bars, scales),
      ...(counts.length === 0 ? [inTheMiddle(NO_INTERVAL, theme)] : []),
      ...(counts.length > 0 && bars.length === 0 && !showsActive
        ? [inTheMiddle(NOTHING_HAPPENED, theme)]
        : []),
    ],
  });
}

interface Bar {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Two bars an interval, side by side. */
function barsOf(
  { startNs, widthNs, connecting, lost }: ChartCounts,
  { unitNs, end }: Scales,
): Bar[] {
  const start = startNs / unitNs;
  const interval = widthNs / unitNs;
  const bars = (label: string, values: Uint32Array, from: number, to: number): Bar[] =>
    Array.from(values, (count, row) => ({
      label,
      from: start + (row + from) * interval,
      to: Math.min(start + (row + to) * interval, end),
      count,
    })).filter(({ count }) => count > 0);
  return [...bars('Connecting', connecting, GAP, 0.5), ...bars('Lost', lost, 0.5, 1 - GAP)];
}

function barLayer(values: Bar[], { x, y, colour }: Scales): Layer {
  return {
    data: { values },
    mark: { type: 'bar', ...QUIET, orient: 'vertical' },
    encoding: {
      x: { field: 'from', ...x },
      x2: { field: 'to' },
      y: { field: 'count', ...y },
      y2: { datum: 0 },
      color: colour,
    },
  };
}

function activeLayer(counts: ChartCounts, { x, y, colour, unitNs }: Scales, width: number): Layer {
  return {
    data: { values: activeSteps(counts, unitNs, width) },
    mark: { type: 'area', ...QUIET, interpolate: 'step-after' },
    encoding: {
      x: { field: 't', ...x },
      y: { field: 'active', ...y },
      color: colour,
    },
  };
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

/** The active connections as steps, the last one closed. */
function activeSteps(
  { active, widthNs, startNs, length }: ChartCounts,
  unitNs: number,
  width: number,
): { label: string; t: number; active: number }[] {
  const starts = Float64Array.from({ length }, (_, row) => (startNs + row * widthNs) / unitNs);
  const steps = Array.from(decimate(starts, active, width), (row) => ({
    label: ACTIVE,
    t: starts[row] ?? 0,
    active: active[row] ?? 0,
  }));
  if (length > 0) {
    const end = (startNs + length * widthNs) / unitNs;
    steps.push({ label: ACTIVE, t: end, active: active[length - 1] ?? 0 });
  }
  return steps;
}
