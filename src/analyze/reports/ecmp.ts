import { nsToSeconds } from '../../stats/pure.ts';
import type { EcmpOptions } from '../ecmp/accounts.ts';
import { ecmp, type Ecmp } from '../ecmp/ecmp.ts';
import type { EcmpRun } from '../ecmp/flows.ts';
import { TYPICAL_SURPLUS, type Prediction } from '../ecmp/predict.ts';
import { plainText } from '../table/plain-text.ts';
import type { Cell, Table } from '../table/table.ts';
import { tableText } from '../table/text.ts';
import { createReport, type Report } from './report.ts';

/** Agreement as bad as this is seldom chance. */
const BAD_FIT = 0.001;

/** `ecmp`: which policy the balancer follows, and what each would have cost. */
export function ecmpReport(run: EcmpRun, options: EcmpOptions = {}): Report {
  const found = ecmp(run, options);
  const tables: [Table, ...Table[]] = [
    policiesTable(found),
    changesTable(found),
    hostsTable(found),
  ];
  const notes = notesOf(found);
  const sentence = plainText(found.sentence);
  return createReport({
    data: found,
    tables,
    notes: [sentence, ...notes],
    text: [
      `${sentence}\n`,
      ...tables.filter(({ rows }) => rows.length > 0).map(tableText),
      ...(notes.length > 0 ? [notes.map((note) => `${note}\n`).join('')] : []),
    ].join('\n'),
  });
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

/** `ecmp --predict`: what removing targets, and adding them again, would cost under each policy. */
export function ecmpPredictionReport(prediction: Prediction): Report {
  const { connections, targets, removed, policies, addingToResilient } = prediction;
  const columns = (what: string): Table['columns'] => [
    { title: 'Policy' },
    { title: what, decimals: 1 },
    ...targets.map((name) => ({ title: name, decimals: 1 })),
  ];
  const consistent = policies.find(({ policy }) => policy === 'consistent');
  return createReport({
    data: prediction,
    tables: [
      {
        caption: `Connections lost of ${connections} on ${targets.length} targets`,
        columns: [
          { title: 'Policy' },
          { title: 'Removal', decimals: 1 },
          { title: 'Adding again', decimals: 1 },
          { title: 'Both', decimals: 1 },
        ],
        rows: policies.map(({ policy, removal, adding }) => [
          policy,
          removal,
          adding,
          removal + adding,
        ]),
      },
      {
        caption: `Of these, removing ${removed.join(', ')}`,
        columns: columns('Lost'),
        rows: policies.map(({ policy, removal, removalPerTarget }) => [
          policy,
          removal,
          ...removalPerTarget,
        ]),
      },
      {
        caption: `Of these, adding ${removed.join(', ')} again`,
        columns: columns('Lost'),
        rows: policies.map(({ policy, adding, addingPerTarget }) => [
          policy,
          adding,
          ...addingPerTarget,
        ]),
      },
    ],
    notes: [
      `Consistent by a table of buckets, which forgets whom a flow was with: adding again costs ${(consistent?.addingToTable ?? 0).toFixed(1)} where any buckets move.`,
      `A resilient next-hop group of Linux moves the lowest-numbered: adding again costs ${addingToResilient.low.toFixed(1)} to ${addingToResilient.high.toFixed(1)}, by the place in the group.`,
      `maglev-like: ${TYPICAL_SURPLUS * 100} % of the flows that need not move are taken to move nevertheless.`,
    ],
  });
}
