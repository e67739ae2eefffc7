import { sum } from 'd3-array';
import { nsToSeconds, type Run } from '../../stats/pure.ts';
import type { DisturbancesColumn } from '../disturbances/find-disturbances.ts';
import { accuracyNotes } from '../reports/accuracy.ts';
import { pCell, pSentence } from '../reports/p-value.ts';
import type { ReportParts } from '../reports/report.ts';
import { plainText } from '../table/plain-text.ts';
import type { Cell, Table } from '../table/table.ts';
import { tableText } from '../table/text.ts';
import { namesCell, RANGE, rangeCell, rangeText } from './upgrade-cells.ts';
import type { Upgrade } from './upgrade.ts';

/** What is told of an upgrade beside its model. */
export function upgradeParts(
  found: Upgrade,
  { header }: Run<DisturbancesColumn>,
): ReportParts<Upgrade> {
  const states = stateTable(found);
  const steps = stepTable(found);
  const notes = [
    ...verdict(found),
    ...namesOf(found),
    ...accuracyNotes(found.resolutionNs, header),
  ];
  return {
    data: found,
    tables: [steps, states],
    notes,
    text: [states, steps]
      .map(tableText)
      .concat(notes.map((note) => `${note}\n`).join(''))
      .join('\n'),
  };
}

function stateTable({ replicas, states, total, expectedTotal }: Upgrade): Table {
  const names = replicas.map(({ name }) => name);
  return {
    caption: 'Connections per replica and what each step cost: observed | expected',
    columns: [
      ...names.map((title) => ({ title })),
      { title: 'Lost' },
      { title: '|' },
      ...names.map((title) => ({ title, decimals: 1 })),
      { title: 'Lost', decimals: 1 },
      { title: '' },
    ],
    rows: [
      ...states.map(({ connections, lost, expected, expectedLost }): Cell[] => [
        ...connections,
        lost,
        '|',
        ...expected,
        expectedTotal === null ? null : expectedLost,
        '',
      ]),
      [...names.map(() => ''), total, '|', ...names.map(() => ''), expectedTotal, 'Total'],
    ],
  };
}

function stepTable({ states, expectedTotal }: Upgrade): Table {
  const hasModel = expectedTotal !== null;
  const hasEvents = states.some(({ event }) => event !== undefined);
  return {
    columns: [
      { title: 'Step' },
      { title: 'Start (s)', decimals: 3 },
      ...(hasEvents ? [{ title: 'Event', align: 'left' as const }] : []),
      { title: 'Removed', align: 'left' },
      { title: 'Lost' },
      { title: 'Expected', decimals: 1 },
      RANGE,
      { title: 'Excess', decimals: 1 },
      { title: 'Elsewhere' },
      { title: 'Chi-square', decimals: 2 },
      { title: 'df' },
      { title: 'p' },
    ],
    rows: states.map((state, step): Cell[] => [
      step,
      nsToSeconds(state.timeNs),
      ...(hasEvents ? [state.event ?? null] : []),
      step === 0 ? null : namesCell(state.removed),
      state.lost,
      hasModel ? state.expectedLost : null,
      !hasModel || state.lostRange === undefined ? null : rangeCell(state.lostRange),
      hasModel ? state.excess : null,
      state.lostElsewhere,
      state.spread.chiSquare,
      state.spread.degreesOfFreedom,
      pCell(state.spread),
    ]),
  };
}

const UNLIKELY = 0.05;

function verdict(found: Upgrade): string[] {
  const { lostUnknown, overall, states } = found;
  if (states.length === 1) return ['No connection was lost: there is no upgrade to judge.'];
  const notes = modelNotes(found);
  if (lostUnknown > 0) {
    notes.push(`Connections lost before their replica was known: ${lostUnknown}`);
  }
  if ([overall, ...states.map(({ spread }) => spread)].some(({ simulated }) => simulated)) {
    notes.push('~ p by simulation: counts are too small for the chi-square distribution.');
  }
  return notes;
}

function modelNotes(found: Upgrade): string[] {
  const { total, expectedTotal, expectedAmplification, excess, totalRange, totalP } = found;
  if (expectedTotal === null || expectedAmplification === null || excess === null) {
    return [
      `No replica went: the ${total} lost were on replicas that stayed, and nothing is to be held against the model.`,
    ];
  }
  const range = totalRange === undefined ? '' : ` (95 % range ${rangeText(totalRange)})`;
  const share = totalP === undefined ? '' : `, ${pSentence(totalP)}`;
  const elsewhere = sum(found.states.slice(1), ({ lostElsewhere }) => lostElsewhere);
  return [
    `Lost ${total}, expected ${expectedTotal.toFixed(1)}${range}${share}: ${excessText(excess, found)}.`,
    `Amplification: ${found.amplification.toFixed(2)} lost for each connection, expected ${expectedAmplification.toFixed(2)}.`,
    spreadText(found.overall),
    ...(elsewhere > 0
      ? [`Lost on replicas that stayed: ${elsewhere}; no upgrade need cost these.`]
      : []),
  ];
}

function spreadText({ chiSquare, degreesOfFreedom, p, simulated }: Upgrade['overall']): string {
  if (p === null) return 'Spread: - (there never were two replicas to spread over).';
  const how =
    p < UNLIKELY
      ? 'the balancer did not spread connections evenly at random'
      : 'as of a balancer that spreads connections evenly at random';
  return `Spread: chi-square ${chiSquare.toFixed(2)} on ${degreesOfFreedom} degrees of freedom, ${pSentence(p, simulated)}: ${how}.`;
}

function excessText(excess: number, { totalRange, total }: Upgrade): string {
  const by = Math.abs(excess).toFixed(1);
  const amount = excess >= 0 ? `${by} more than the model` : `${by} fewer than the model`;
  if (totalRange === undefined) return amount;
  const within = total >= totalRange.low && total <= totalRange.high;
  return `${amount}, ${within ? 'within' : 'beyond'} what chance explains`;
}

function namesOf({ replicas }: Upgrade): string[] {
  return replicas.map(({ name, hosts }) => `${name}: ${hosts.map(plainText).join(' -> ')}`);
}
