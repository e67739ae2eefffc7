import type { Throughput } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { decimate } from '../decimate.ts';
import { greatest } from '../greatest.ts';
import { layOut } from '../layout.ts';
import { numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { themeOf } from '../theme.ts';
import { countTicks } from '../ticks.ts';
import { timeAxis } from '../time-axis.ts';
import { colourBy, eventMoments, frame, QUIET, tickLabels, xAxis, yAxis } from './frame.ts';
import type { ChartSpec, LegendEntry } from './frame.ts';

const RECEIVED = 'Received';
/** So that a line at its greatest is not cut by the edge. */
const HEADROOM = 1.03;

/**
 * KB/s received over time, from zero, with the offered rate as a line to compare with.
 *
 * @param offeredKBps the load of all connections together; undefined where it is not known
 */
export function throughputSpec(
  table: Throughput,
  context: ChartContext,
  offeredKBps: number | undefined,
): ChartSpec {
  const theme = themeOf(context.theme);
  const most = greatest(table.rateKBps, offeredKBps ?? 0);
  const ticks = countTicks(most > 0 ? most * HEADROOM : 1, 6, false);
  const offered = offeredKBps === undefined ? undefined : `Offered ${numberText(offeredKBps)} KB/s`;
  const legend: LegendEntry[] = [
    { label: RECEIVED, colour: theme.line },
    ...(offered === undefined ? [] : [{ label: offered, colour: theme.reference }]),
  ];
  const layout = layOut(context, {
    yLabels: tickLabels(ticks),
    legend: legend.map(({ label }) => label),
    moments: eventMoments(context),
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  const middles = Float64Array.from(
    table.fromNs,
    (from, row) => (from + (table.toNs[row] ?? from)) / (2 * NS_PER_S) / time.secondsPerUnit,
  );
  const received = Array.from(decimate(middles, table.rateKBps, layout.plotWidth), (row) => ({
    series: RECEIVED,
    t: middles[row] ?? 0,
    rate: table.rateKBps[row] ?? 0,
  }));
  const reference =
    offered === undefined
      ? []
      : [0, time.end].map((t) => ({ series: offered, t, rate: offeredKBps ?? 0 }));
  const dashes = [[1, 0], ...(offered === undefined ? [] : [[6, 4]])];
  const single = received.length === 1;
  return frame(context, layout, time, {
    title: 'Throughput',
    layers: [
      {
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
            scale: { domain: legend.map(({ label }) => label), range: dashes },
          },
          strokeWidth: {
            condition: { test: `datum.series === '${RECEIVED}'`, value: 2 },
            value: 1.25,
          },
        },
      },
    ],
  });
}
