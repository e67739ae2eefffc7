import { hostCounts, totalOf, type HostCount, type HostCountsRun } from '../host-counts.ts';
import { createReport, type Report } from './report.ts';

/** How a connection's host is called that never sent an echo. */
export const UNKNOWN_HOST = '(unknown)';

/** `hosts`: lost and lasting connections per host, as the original prints them. */
export function hostsReport(run: HostCountsRun): Report {
  const { lost, lasting } = hostCounts(run);
  const names = [...new Set([...lost.keys(), ...lasting.keys()])].sort();
  const rows = names.map((name) => ({
    host: name === '' ? null : name,
    lost: lost.get(name) ?? 0,
    lasting: lasting.get(name) ?? 0,
  }));
  return createReport({
    data: rows,
    tables: [
      {
        columns: ['Host', 'Lost', 'Lasting'].map((title) => ({ title })),
        rows: rows.map((row) => [row.host ?? UNKNOWN_HOST, row.lost, row.lasting]),
      },
    ],
    text: block('Lost connections', lost) + block('Lasting connections', lasting),
  });
}

function block(title: string, counts: HostCount): string {
  const lines = [...counts].map(([name, count]) => `  ${name || UNKNOWN_HOST} ${count}\n`);
  return `${title}: ${totalOf(counts)}\n${lines.join('')}`;
}
