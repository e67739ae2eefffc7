import { nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import { connectionCounts, type ConnectionCountsRun } from '../connection-counts.ts';
import { middleNs } from '../intervals.ts';
import { spacedLines } from './original-text.ts';
import { createReport, type Report } from './report.ts';

/** `connections`: active, new, lost and connecting per interval, as the original prints them. */
export function connectionsReport(
  run: ConnectionCountsRun,
  options: { readonly intervalNs?: Nanoseconds | undefined } = {},
): Report {
  const counts = connectionCounts(run, options);
  const rows = Array.from({ length: counts.length }, (_, row) => ({
    timeS: nsToSeconds(middleNs(counts, row)),
    active: counts.active[row] ?? 0,
    new: counts.new[row] ?? 0,
    lost: counts.lost[row] ?? 0,
    connecting: counts.connecting[row] ?? 0,
  }));
  const cells = rows.map((row) => [row.timeS, row.active, row.new, row.lost, row.connecting]);
  return createReport({
    data: rows,
    tables: [
      {
        columns: ['Time (s)', 'Active', 'New', 'Failed', 'Connecting'].map((title) => ({ title })),
        rows: cells,
      },
    ],
    text: spacedLines(['Time', 'Active', 'New', 'Failed', 'Connecting'], cells),
  });
}
