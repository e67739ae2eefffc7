import { nsToSeconds, type KBps } from '../../../stats/pure.ts';
import { spacedLines } from '../../reports/original-text.ts';
import type { ReportParts } from '../../reports/report.ts';
import { defineAnalysis, type RunAnalysis } from '../../study/define-analysis.ts';
import type { IntervalOptions } from '../intervals.ts';
import { throughput, type Throughput } from './throughput.ts';

/** Throughput of an interval, as the report tells of it. */
export interface ThroughputRow {
  /** Middle of the interval. */
  readonly timeS: number;
  readonly rateKBps: KBps;
}

/** KB/s from sample to sample, as the original prints it. */
export const throughputAnalysis: RunAnalysis<
  readonly [],
  IntervalOptions,
  Throughput,
  readonly ThroughputRow[]
> = defineAnalysis({
  name: 'throughput',
  summary: 'KB/s from sample to sample, as the original prints it',
  columns: [],
  takesEvents: false,
  takes: { intervalNs: true },
  isOriginal: true,
  find: ({ run }, options) => throughput(run, options),
  report,
});

export const throughputReport: (typeof throughputAnalysis)['report'] = throughputAnalysis.report;

function report({
  length,
  fromNs,
  toNs,
  rateKBps,
}: Throughput): ReportParts<readonly ThroughputRow[]> {
  const rows = Array.from({ length }, (_, row) => {
    const from = fromNs[row] ?? 0;
    const to = toNs[row] ?? 0;
    return { timeS: nsToSeconds(from + Math.floor((to - from) / 2)), rateKBps: rateKBps[row] ?? 0 };
  });
  const cells = rows.map((row) => [row.timeS, row.rateKBps]);
  return {
    data: rows,
    tables: [
      {
        columns: [
          { title: 'Time (s)', decimals: 3 },
          { title: 'Throughput (KB/s)', decimals: 1 },
        ],
        rows: cells,
      },
    ],
    text: spacedLines(['Time', 'Throughput'], cells),
  };
}
