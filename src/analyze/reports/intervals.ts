import { nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import { intervalCounts, type IntervalCountsRun } from '../interval-counts.ts';
import { createReport, type Report } from './report.ts';

/** `intervals`: connections and traffic per interval, in one table. */
export function intervalsReport(
  run: IntervalCountsRun,
  options: { readonly intervalNs?: Nanoseconds | undefined } = {},
): Report {
  const counts = intervalCounts(run, options);
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
  return createReport({
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
  });
}
