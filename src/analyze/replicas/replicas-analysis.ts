import { max } from 'd3-array';
import { accuracyNotes } from '../reports/accuracy.ts';
import type { ReportParts } from '../reports/report.ts';
import { instantText } from '../reports/time-text.ts';
import { defineAnalysis, type NoOptions, type RunAnalysis } from '../study/define-analysis.ts';
import type { Study } from '../study/study.ts';
import { plainText } from '../table/plain-text.ts';
import { REPLICA_TABLE_COLUMNS, replicasOf, type ReplicaTable } from './replica-table.ts';

const MIN_REPLICA_WIDTH = 4;
const MIN_LOST_WIDTH = 5;

/** Connections per replica before the first and after each disturbance, and what it cost. */
export const replicasAnalysis: RunAnalysis<typeof REPLICA_TABLE_COLUMNS, NoOptions, ReplicaTable> =
  defineAnalysis({
    name: 'replicas',
    summary: 'connections per replica before and after each disturbance, and its cost',
    columns: REPLICA_TABLE_COLUMNS,
    takesEvents: true,
    takes: {},
    find: replicasOf,
    report,
  });

export const replicasReport: (typeof replicasAnalysis)['report'] = replicasAnalysis.report;

function report(
  table: ReplicaTable,
  { run }: Study<(typeof REPLICA_TABLE_COLUMNS)[number]>,
): ReportParts<ReplicaTable> {
  const legend = [
    ...table.replicas.map(({ name, hosts }) => `${name}: ${hosts.map(plainText).join(' -> ')}`),
    ...stepLines(table),
    `Connections lost before their replica was known: ${table.lostUnknown}`,
    ...accuracyNotes(table.resolutionNs, run.header),
  ];
  return {
    data: table,
    tables: [
      {
        columns: [...table.replicas.map(({ name }) => name), 'Lost'].map((title) => ({ title })),
        rows: table.rows.map(({ connections, lost }) => [...connections, lost]),
      },
    ],
    notes: [`Total: ${table.total}`, ...legend],
    text: `${layout(table)}\n${legend.map((line) => `${line}\n`).join('')}`,
  };
}

function layout({ replicas, rows, total }: ReplicaTable): string {
  const widths = replicas.map(({ name }, replica) =>
    Math.max(
      MIN_REPLICA_WIDTH,
      name.length + 1,
      max(rows, ({ connections }) => String(connections[replica] ?? 0).length + 1) ?? 0,
    ),
  );
  const lostWidth = Math.max(MIN_LOST_WIDTH, String(total).length + 1);
  const line = (cells: readonly (string | number)[], lost: string | number): string =>
    cells.map((cell, i) => String(cell).padStart(widths[i] ?? 0)).join('') +
    String(lost).padStart(lostWidth);
  return [
    line(
      replicas.map(({ name }) => name),
      'Lost',
    ),
    ...rows.map(({ connections, lost }) => line(connections, lost)),
    `${line(
      replicas.map(() => ''),
      total,
    )} Total`,
  ]
    .map((text) => `${text}\n`)
    .join('');
}

function stepLines({ replicas, rows }: ReplicaTable): string[] {
  return rows.slice(1).map(({ timeNs, event, lostPerReplica }, index) => {
    const hit = replicas
      .map(({ name }, replica) => ({ name, lost: lostPerReplica[replica] ?? 0 }))
      .filter(({ lost }) => lost > 0)
      .map(({ name, lost }) => `${name} lost ${lost}`);
    const what = event === undefined ? '' : ` (${plainText(event)})`;
    return `Step ${index + 1}: ${instantText(timeNs)}${what}, ${hit.join(', ')}`;
  });
}
