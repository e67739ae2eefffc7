import { nsToSeconds } from '../../../stats/pure.ts';
import { spacedLines } from '../../reports/original-text.ts';
import type { ReportParts } from '../../reports/report.ts';
import { defineAnalysis, type RunAnalysis } from '../../study/define-analysis.ts';
import { middleNs, type IntervalOptions } from '../intervals.ts';
import {
  CONNECTION_COUNTS_COLUMNS,
  connectionCounts,
  type ConnectionCounts,
} from './connection-counts.ts';

/** Connections of an interval, as the report tells of them. */
export interface ConnectionsRow {
  /** Middle of the interval. */
  readonly timeS: number;
  readonly active: number;
  readonly new: number;
  readonly lost: number;
  readonly connecting: number;
}

/** Active, new, lost and connecting per interval, as the original prints them. */
export const connectionsAnalysis: RunAnalysis<
  typeof CONNECTION_COUNTS_COLUMNS,
  IntervalOptions,
  ConnectionCounts,
  readonly ConnectionsRow[]
> = defineAnalysis({
  name: 'connections',
  summary: 'active, new, lost and connecting per interval, as the original prints them',
  columns: CONNECTION_COUNTS_COLUMNS,
  takesEvents: false,
  takes: { intervalNs: true },
  isOriginal: true,
  find: ({ run }, options) => connectionCounts(run, options),
  report,
});

export const connectionsReport: (typeof connectionsAnalysis)['report'] = connectionsAnalysis.report;

function report(counts: ConnectionCounts): ReportParts<readonly ConnectionsRow[]> {
  const rows = Array.from({ length: counts.length }, (_, row) => ({
    timeS: nsToSeconds(middleNs(counts, row)),
    active: counts.active[row] ?? 0,
    new: counts.new[row] ?? 0,
    lost: counts.lost[row] ?? 0,
    connecting: counts.connecting[row] ?? 0,
  }));
  const cells = rows.map((row) => [row.timeS, row.active, row.new, row.lost, row.connecting]);
  return {
    data: rows,
    tables: [
      {
        columns: ['Time (s)', 'Active', 'New', 'Failed', 'Connecting'].map((title) => ({ title })),
        rows: cells,
      },
    ],
    text: spacedLines(['Time', 'Active', 'New', 'Failed', 'Connecting'], cells),
  };
}
