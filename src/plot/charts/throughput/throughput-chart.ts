import type { IntervalOptions, RunOrStudy, Throughput } from '../../../analyze/index.ts';
import { NS_PER_S, type KBps } from '../../../stats/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { parseThroughput } from './parse-throughput.ts';
import { throughputDrawing } from './throughput-drawing.ts';
import { modelOfThroughput, throughputModel, type ThroughputModel } from './throughput-model.ts';
import { throughputSpec } from './throughput-spec.ts';

/** Throughput over time, with the offered rate. */
export const throughputChart: RunChart<readonly [], IntervalOptions, ThroughputModel> = defineChart(
  {
    name: 'throughput',
    summary: 'KB/s over time, with the offered rate',
    title: 'Throughput',
    columns: [],
    takes: { intervalNs: true },
    drawsEvents: true,
    model: throughputModel,
    spec: throughputSpec,
    draw: throughputDrawing,
    readTable: (text, source) => {
      const table = parseThroughput(text, source);
      return { model: modelOfThroughput(table, undefined), endS: lastS(table) };
    },
  },
);

function lastS({ toNs }: Throughput): number {
  return (toNs.at(-1) ?? 0) / NS_PER_S;
}

/** Throughput over time, of a table that is at hand. */
export function plotThroughputTable(
  table: Throughput,
  options: ChartOptions = {},
  run: { readonly subtitle?: string; readonly endS?: number; readonly offeredKBps?: KBps } = {},
): Chart {
  const { subtitle = '', endS = lastS(table), offeredKBps } = run;
  const model = modelOfThroughput(table, offeredKBps);
  return throughputChart.plotModel(model, { subtitle, endS }, options);
}

/**
 * Throughput of a run over time, with the offered rate.
 *
 * @param options.intervalNs joins samples; each sample is a point where absent
 * @throws {StatsError} where the run was recorded without samples
 */
export function plotThroughput(
  of: RunOrStudy<never>,
  options: ChartOptions & IntervalOptions = {},
): Chart {
  return throughputChart.plot(of, options);
}
