import { nsToSeconds } from '../../stats/pure.ts';
import type { ReportParts } from '../reports/report.ts';
import { plainText } from '../table/plain-text.ts';
import type { Cell, Table } from '../table/table.ts';
import { tableText } from '../table/text.ts';
import type { Ecmp } from './ecmp.ts';

/** Agreement as bad as this is seldom chance. */
const BAD_FIT = 0.001;

/** What is told of the policy that a balancer follows. */
export function ecmpParts(found: Ecmp): ReportParts<Ecmp> {
  const tables: [Table, ...Table[]] = [
    policiesTable(found),
    changesTable(found),
    hostsTable(found),
  ];
  const notes = notesOf(found);
  const sentence = plainText(found.sentence);
  return {
    data: found,
    tables,
    notes: [sentence, ...notes],
    text: [
      `${sentence}\n`,
      ...tables.filter(({ rows }) => rows.length > 0).map(tableText),
      ...(notes.length > 0 ? [notes.map((note) => `${note}\n`).join('')] : []),
    ].join('\n'),
  };
}

function policiesTable({ policies }: Ecmp): Table {
  return {
    columns: [
      { title: 'Policy' },
      { title: 'Log-likelihood', decimals: 1 },
      { title: 'Posterior', decimals: 4 },
      { title: 'Expected lost', decimals: 1 },
      { title: 'Fit p-value', decimals: 4 },
      { title: 'Contradictions' },
      { title: 'Order of targets' },
    ],
    rows: policies.map(({ policy, logLikelihood, posterior, expectedLost, fit, order }) => [
      policy,
      logLikelihood,
      posterior,
      expectedLost,
      fit.pValue,
      fit.contradictions,
      order === null ? null : order.join(' '),
    ]),
  };
}

function changesTable({ changes, policies }: Ecmp): Table {
  return {
    caption: 'Connections lost at each change, and what each policy expects',
    columns: [
      { title: '#' },
      { title: 'Time (s)', align: 'right' },
      { title: 'Change' },
      { title: 'Lost' },
      ...policies.map(({ policy }) => ({ title: policy, decimals: 1 })),
    ],
    rows: changes.map(({ timeNs, isBefore, text, lost, expected }, index): Cell[] => [
      index + 1,
      `${isBefore ? '< ' : ''}${nsToSeconds(timeNs).toFixed(3)}`,
      text,
      lost,
      ...policies.map(({ policy }) => expected[policy]),
    ]),
  };
}

function hostsTable({ changes, policies }: Ecmp): Table {
  return {
    caption: 'The same per host',
    columns: [
      { title: '#' },
      { title: 'Host' },
      { title: 'Before' },
      { title: 'Lost' },
      ...policies.map(({ policy }) => ({ title: policy, decimals: 1 })),
    ],
    rows: changes.flatMap(({ hosts }, index) =>
      hosts.map(({ host, before, lost, expected }): Cell[] => [
        index + 1,
        host,
        before,
        lost,
        ...policies.map(({ policy }) => expected[policy]),
      ]),
    ),
  };
}

function notesOf(found: Ecmp): string[] {
  const { policy, policies, targets, order, lostUnknown, otherLosses } = found;
  const notes: string[] = [];
  const named = policies.find((each) => each.policy === policy);
  const text = targets.map(({ name, weight }) => (weight === 1 ? name : `${name}*${weight}`));
  if (order !== null && named !== undefined) {
    notes.push(`Order of the targets: ${plainText(text.join(', '))}${alike(named.equalOrders)}.`);
  } else if (targets.some(({ weight }) => weight !== 1)) {
    notes.push(`Weights of the targets: ${plainText(text.join(', '))}.`);
  }
  if (named !== undefined && (named.fit.pValue ?? 1) < BAD_FIT) {
    notes.push(
      `Of the six, ${policy} explains the losses best, but not well: chance alone would hardly make them (p ${named.fit.pValue?.toFixed(4) ?? ''}).`,
    );
  }
  if (lostUnknown > 0) {
    notes.push(`Connections lost before their host was known, in no count: ${lostUnknown}.`);
  }
  if (otherLosses > 0) notes.push(`Connections lost at none of the changes: ${otherLosses}.`);
  return notes;
}

function alike(equalOrders: number | null): string {
  if (equalOrders === null) return ', the best that was found; not all were looked at';
  if (equalOrders === 1) return '';
  if (equalOrders === 2) return '; the reverse explains the losses as well';
  return `; ${equalOrders} orders explain the losses as well as this one, its reverse among them`;
}
