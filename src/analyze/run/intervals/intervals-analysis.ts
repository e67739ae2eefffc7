import { nsToSeconds } from '../../../stats/pure.ts';
import type { ReportParts } from '../../reports/report.ts';
import { defineAnalysis, type RunAnalysis } from '../../study/define-analysis.ts';
import type { IntervalOptions } from '../intervals.ts';
import { INTERVAL_COUNTS_COLUMNS, intervalCounts, type IntervalCounts } from './interval-counts.ts';

/** All that is counted in an interval. */
export interface IntervalsRow {
  readonly fromS: number;
  readonly toS: number;
  readonly active: number;
  readonly new: number;
  readonly lost: number;
  readonly reconnected: number;
  readonly connecting: number;
  /** Packets; absent where the run has no samples. */
  readonly sent?: number;
  readonly received?: number;
  readonly dropped?: number;
  readonly throughputKBps?: number;
}

/** Connections and traffic per interval, in one table. */
export const intervalsAnalysis: RunAnalysis<
  typeof INTERVAL_COUNTS_COLUMNS,
  IntervalOptions,
  IntervalCounts,
  readonly IntervalsRow[]
> = defineAnalysis({
  name: 'intervals',
  summary: 'connections and traffic per interval, in one table',
  columns: INTERVAL_COUNTS_COLUMNS,
  takesEvents: false,
  takes: { intervalNs: true },
  find: (study, options) => intervalCounts(study, options),
  report,
});

export const intervalsReport: (typeof intervalsAnalysis)['report'] = intervalsAnalysis.report;

function report(counts: IntervalCounts): ReportParts<readonly IntervalsRow[]> {
  const { traffic } = counts;
  const rows = Array.from({ length: counts.length }, (_, row) => ({
    fromS: nsToSeconds(row * counts.widthNs),
    toS: nsToSeconds((row + 1) * counts.widthNs),
    active: counts.active[row] ?? 0,
    new: counts.new[row] ?? 0,
    lost: counts.lost[row] ?? 0,
    reconnected: counts.reconnected[row] ?? 0,
    connecting: counts.connecting[row] ?? 0,
    ...(traffic && {
      sent: traffic.sent[row] ?? 0,
      received: traffic.received[row] ?? 0,
      dropped: traffic.dropped[row] ?? 0,
      throughputKBps: traffic.throughputKBps[row] ?? 0,
    }),
  }));
  const titles = ['From (s)', 'To (s)', 'Active', 'New', 'Lost', 'Reconnected', 'Connecting'];
  const trafficTitles = traffic ? ['Sent', 'Received', 'Dropped'] : [];
  return {
    data: rows,
    tables: [
      {
        columns: [
          ...[...titles, ...trafficTitles].map((title) => ({ title })),
          ...(traffic ? [{ title: 'Throughput (KB/s)', decimals: 1 }] : []),
        ],
        rows: rows.map((row) => Object.values(row)),
      },
    ],
  };
}
