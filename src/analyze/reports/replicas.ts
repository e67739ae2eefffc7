import type { DisturbancesRun } from '../disturbances/find-disturbances.ts';
import type { RunEvent } from '../../stats/pure.ts';
import { replicaTable, type ReplicaTable } from '../replicas.ts';
import { plainText } from '../table/plain-text.ts';
import { accuracyNotes } from './accuracy.ts';
import { createReport, type Report } from './report.ts';
import { instantText } from './time-text.ts';

const MIN_REPLICA_WIDTH = 4;
const MIN_LOST_WIDTH = 5;

/** `replicas`: connections per replica before the first and after each disturbance, and what it cost. */
export function replicasReport(
  run: DisturbancesRun,
  options: { readonly events?: readonly RunEvent[] | undefined } = {},
): Report {
  const table = replicaTable(run, options);
  const legend = [
    ...table.replicas.map(({ name, hosts }) => `${name}: ${hosts.map(plainText).join(' -> ')}`),
    ...stepLines(table),
    `Connections lost before their replica was known: ${table.lostUnknown}`,
    ...accuracyNotes(table.resolutionNs, run.header),
  ];
  return createReport({
    data: table,
    tables: [
      {
        columns: [...table.replicas.map(({ name }) => name), 'Lost'].map((title) => ({ title })),
        rows: table.rows.map(({ connections, lost }) => [...connections, lost]),
      },
    ],
    notes: [`Total: ${table.total}`, ...legend],
    text: `${layout(table)}\n${legend.map((line) => `${line}\n`).join('')}`,
  });
}

function layout({ replicas, rows, total }: ReplicaTable): string {
  const widths = replicas.map(({ name }, replica) =>
    rows.reduce(
      (width, { connections }) => Math.max(width, String(connections[replica] ?? 0).length + 1),
      Math.max(MIN_REPLICA_WIDTH, name.length + 1),
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
