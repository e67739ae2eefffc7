import { nsToSeconds } from '../../stats/pure.ts';
import { accuracyNotes } from '../reports/accuracy.ts';
import { pCell } from '../reports/p-value.ts';
import type { ReportParts } from '../reports/report.ts';
import { instantText } from '../reports/time-text.ts';
import { defineAnalysis, type NoOptions, type RunAnalysis } from '../study/define-analysis.ts';
import type { Study } from '../study/study.ts';
import { plainText } from '../table/plain-text.ts';
import type { Cell } from '../table/table.ts';
import { balance, BALANCE_COLUMNS, type Balance, type BalanceState } from './balance.ts';
import { BALANCED_P } from './unbalanced-until.ts';

/** How evenly connections are spread before and after each disturbance. */
export const balanceAnalysis: RunAnalysis<typeof BALANCE_COLUMNS, NoOptions, Balance> =
  defineAnalysis({
    name: 'balance',
    summary: 'how evenly connections are spread before and after each disturbance',
    columns: BALANCE_COLUMNS,
    takesEvents: true,
    takes: {},
    find: (study) => balance(study),
    report,
  });

export const balanceReport: (typeof balanceAnalysis)['report'] = balanceAnalysis.report;

function report(
  found: Balance,
  { run }: Study<(typeof BALANCE_COLUMNS)[number]>,
): ReportParts<Balance> {
  const { replicas, start, disturbances } = found;
  const rows = [
    { when: 'start', state: start, balanced: null },
    ...disturbances.flatMap(({ before, after, balancedAfterNs }, index) => [
      { when: `before ${index + 1}`, state: before, balanced: null },
      {
        when: `after ${index + 1}`,
        state: after,
        balanced: balancedAfterNs === null ? NEVER : nsToSeconds(balancedAfterNs),
      },
    ]),
  ].slice(disturbances.length > 0 ? 1 : 0);
  return {
    data: found,
    tables: [
      {
        columns: [
          { title: 'When', align: 'left' },
          ...replicas.map(({ name }) => ({ title: name })),
          { title: 'Max/mean', decimals: 2 },
          { title: 'Chi-square', decimals: 2 },
          { title: 'p' },
          { title: 'In use' },
          { title: 'Its max/mean', decimals: 2 },
          { title: 'Its p' },
          { title: 'Balanced after (s)', decimals: 3, align: 'right' },
        ],
        rows: rows.map(({ when, state, balanced }): Cell[] => [when, ...cellsOf(state), balanced]),
      },
    ],
    notes: [...notesOf(found), ...accuracyNotes(found.resolutionNs, run.header)],
  };
}

const NEVER: Cell = { text: 'never', values: [null] };

function cellsOf({ connections, all, inUse }: BalanceState): Cell[] {
  return [
    ...connections,
    all.maxOverMean,
    all.test.chiSquare,
    pCell(all.test),
    inUse.replicas,
    inUse.maxOverMean,
    pCell(inUse.test),
  ];
}

function notesOf({ replicas, start, disturbances }: Balance): string[] {
  const notes = disturbances.map(
    ({ timeNs, event, lost }, index) =>
      `Disturbance ${index + 1}: ${instantText(timeNs)}${event === undefined ? '' : ` (${plainText(event)})`}, lost ${lost}.`,
  );
  if (disturbances.length === 0) notes.push('No connection was lost.');
  notes.push(
    `Balanced: p is ${BALANCED_P} or more, so that chance explains how uneven the spread over all replicas is. "In use" leaves out those without connections.`,
  );
  const last = disturbances.at(-1);
  if (last?.balancedAfterNs === null && last.after.inUse.replicas > 1) {
    notes.push('Connections do not move back by themselves: only new ones even the spread out.');
  }
  const states = [start, ...disturbances.map(({ after }) => after)];
  if (states.some(({ all, inUse }) => all.test.simulated || inUse.test.simulated)) {
    notes.push('~ p by simulation: counts are too small for the chi-square distribution.');
  }
  return [
    ...notes,
    ...replicas.map(({ name, hosts }) => `${name}: ${hosts.map(plainText).join(' -> ')}`),
  ];
}
