import { countTicks } from '../../axes/ticks.ts';
import { timeAxis, type TimeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { tickLabels, xAxis, yAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec, type Layer } from '../../picture/chart-spec.ts';
import { decimate } from '../../picture/decimate.ts';
import { frame } from '../../picture/frame.ts';
import { layOut, type Layout } from '../../picture/layout.ts';
import { colourBy, type LegendEntry } from '../../picture/legend.ts';
import { themeOf } from '../../picture/theme.ts';
import type { ThroughputModel } from './throughput-model.ts';

const RECEIVED = 'Received';
/** So that a line at its greatest is not cut by the edge. */
const HEADROOM = 1.03;

/** KB/s received over time, from zero, with the offered rate as a line to compare with. */
export function throughputSpec(model: ThroughputModel, context: ChartContext): ChartSpec {
  const { mostKBps, offered } = model;
  const theme = themeOf(context.theme);
  const ticks = countTicks(mostKBps > 0 ? mostKBps * HEADROOM : 1, 6, false);
  const legend: LegendEntry[] = [
    { label: RECEIVED, colour: theme.line },
    ...(offered === undefined ? [] : [{ label: offered.label, colour: theme.reference }]),
  ];
  const layout = layOut(context, {
    yLabels: tickLabels(ticks),
    legend: legend.map(({ label }) => label),
    moments: context.moments,
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  return frame(context, layout, time, {
    layers: [lineLayer(model, legend, { layout, time, ticks })],
  });
}

function lineLayer(
  { middleS, rateKBps, offered }: ThroughputModel,
  legend: readonly LegendEntry[],
  {
    layout,
    time,
    ticks,
  }: { readonly layout: Layout; readonly time: TimeAxis; readonly ticks: readonly number[] },
): Layer {
  const middles = middleS.map((seconds) => seconds / time.secondsPerUnit);
  const received = Array.from(decimate(middles, rateKBps, layout.plotWidth), (row) => ({
    series: RECEIVED,
    t: middles[row] ?? 0,
    rate: rateKBps[row] ?? 0,
  }));
  const reference =
    offered === undefined
      ? []
      : [0, time.end].map((t) => ({ series: offered.label, t, rate: offered.rateKBps }));
  const single = received.length === 1;
  return {
    data: { values: [...reference, ...received] },
    mark: {
      type: 'line',
      ...QUIET,
      clip: true,
      ...(single ? { point: { size: 60, ...QUIET } } : {}),
    },
    encoding: {
      x: { field: 't', ...xAxis(time) },
      y: { field: 'rate', ...yAxis('Throughput (KB/s)', ticks, layout) },
      color: colourBy({ field: 'series' }, legend, layout, 'stroke'),
      strokeDash: {
        field: 'series',
        type: 'nominal',
        scale: {
          domain: legend.map(({ label }) => label),
          range: [[1, 0], ...(offered === undefined ? [] : [[6, 4]])],
        },
      },
      strokeWidth: {
        condition: { test: `datum.series === '${RECEIVED}'`, value: 2 },
        value: 1.25,
      },
    },
  };
}
