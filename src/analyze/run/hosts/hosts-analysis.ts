import type { ReportParts } from '../../reports/report.ts';
import { defineAnalysis, type NoOptions, type RunAnalysis } from '../../study/define-analysis.ts';
import {
  HOST_COUNTS_COLUMNS,
  hostCounts,
  totalOf,
  type HostCount,
  type HostCounts,
} from './host-counts.ts';

/** How a connection's host is called that never sent an echo. */
export const UNKNOWN_HOST = '(unknown)';

/** Connections of a host. */
export interface HostsRow {
  /** null = no echo came. */
  readonly host: string | null;
  readonly lost: number;
  readonly lasting: number;
}

/** Lost and lasting connections per host, as the original prints them. */
export const hostsAnalysis: RunAnalysis<
  typeof HOST_COUNTS_COLUMNS,
  NoOptions,
  HostCounts,
  readonly HostsRow[]
> = defineAnalysis({
  name: 'hosts',
  summary: 'lost and lasting connections per host, as the original prints them',
  columns: HOST_COUNTS_COLUMNS,
  takesEvents: false,
  takes: {},
  isOriginal: true,
  find: ({ run }) => hostCounts(run),
  report,
});

export const hostsReport: (typeof hostsAnalysis)['report'] = hostsAnalysis.report;

function report({ lost, lasting }: HostCounts): ReportParts<readonly HostsRow[]> {
  const names = [...new Set([...lost.keys(), ...lasting.keys()])].sort();
  const rows = names.map((name) => ({
    host: name === '' ? null : name,
    lost: lost.get(name) ?? 0,
    lasting: lasting.get(name) ?? 0,
  }));
  return {
    data: rows,
    tables: [
      {
        columns: ['Host', 'Lost', 'Lasting'].map((title) => ({ title })),
        rows: rows.map((row) => [row.host ?? UNKNOWN_HOST, row.lost, row.lasting]),
      },
    ],
    text: block('Lost connections', lost) + block('Lasting connections', lasting),
  };
}

function block(title: string, counts: HostCount): string {
  const lines = [...counts].map(([name, count]) => `  ${name || UNKNOWN_HOST} ${count}\n`);
  return `${title}: ${totalOf(counts)}\n${lines.join('')}`;
}
