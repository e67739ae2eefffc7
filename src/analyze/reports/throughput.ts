import { nsToSeconds, type Nanoseconds, type Run } from '../../stats/pure.ts';
import { throughput } from '../throughput.ts';
import { spacedLines } from './original-text.ts';
import { createReport, type Report } from './report.ts';

/** `throughput`: KB/s from sample to sample, as the original prints it. */
export function throughputReport(
  run: Run<never>,
  options: { readonly intervalNs?: Nanoseconds | undefined } = {},
): Report {
  const { length, fromNs, toNs, rateKBps } = throughput(run, options);
  const rows = Array.from({ length }, (_, row) => {
    const from = fromNs[row] ?? 0;
    const to = toNs[row] ?? 0;
    return { timeS: nsToSeconds(from + Math.floor((to - from) / 2)), rateKBps: rateKBps[row] ?? 0 };
  });
  const cells = rows.map((row) => [row.timeS, row.rateKBps]);
  return createReport({
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
  });
}
