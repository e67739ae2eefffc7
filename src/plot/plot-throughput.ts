import { throughput, type Throughput } from '../analyze/index.ts';
import { NS_PER_S, type KBps, type Nanoseconds, type Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { throughputSpec } from './charts/throughput.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { throughputDrawing } from './terminal/throughput.ts';

/** Throughput over time, of a table that is at hand. */
export function plotThroughputTable(
  table: Throughput,
  options: ChartOptions = {},
  run: { readonly subtitle?: string; readonly endS?: number; readonly offeredKBps?: KBps } = {},
): Chart {
  const { subtitle = '', endS = (table.toNs.at(-1) ?? 0) / NS_PER_S, offeredKBps } = run;
  const context = chartContext(options, { subtitle, endS });
  return createChart(throughputSpec(table, context, offeredKBps), (size) =>
    throughputDrawing(table, drawingContext(context, 'Throughput'), size, offeredKBps),
  );
}

/**
 * Throughput of a run over time, with the offered rate.
 *
 * @param options.intervalNs joins samples; each sample is a point where absent
 * @throws {StatsError} where the run was recorded without samples
 */
export function plotThroughput(
  run: Run<never>,
  options: ChartOptions & { readonly intervalNs?: Nanoseconds } = {},
): Chart {
  return plotThroughputTable(throughput(run, options), options, {
    ...runContext(run.header),
    offeredKBps: run.header.rateKBps,
  });
}
