import { nsToSeconds } from '../../stats/pure.ts';
import type { DisturbancesRun } from '../disturbances/find-disturbances.ts';
import type { RunEvent } from '../../stats/pure.ts';
import { plainText } from '../table/plain-text.ts';
import type { Cell, Table, TableColumn } from '../table/table.ts';
import { tableText } from '../table/text.ts';
import {
  predictUpgrade,
  type UpgradePlan,
  type UpgradePrediction,
} from '../upgrade/predict-upgrade.ts';
import type { Range } from '../upgrade/model.ts';
import { upgrade, type Upgrade } from '../upgrade/upgrade.ts';
import { accuracyNotes } from './accuracy.ts';
import { pCell, pSentence } from './p-value.ts';
import { createReport, type Report } from './report.ts';

/** `upgrade`: what a rolling upgrade cost beside what it should cost. */
export function upgradeReport(
  run: DisturbancesRun,
  options: { readonly events?: readonly RunEvent[] | undefined } = {},
): Report {
  const found = upgrade(run, options);
  const states = stateTable(found);
  const steps = stepTable(found);
  const notes = [
    ...verdict(found),
    ...namesOf(found),
    ...accuracyNotes(found.resolutionNs, run.header),
  ];
  return createReport({
    data: found,
    tables: [steps, states],
    notes,
    text: [states, steps]
      .map(tableText)
      .concat(notes.map((note) => `${note}\n`).join(''))
      .join('\n'),
  });
}

/** `upgrade --predict`: what a rolling upgrade is to cost, without any data. */
export function upgradePredictionReport(plan: UpgradePlan): Report {
  const prediction = predictUpgrade(plan);
  const { steps, total, totalRange, amplification, amplificationRange, trials } = prediction;
  const names = Array.from({ length: prediction.plan.replicas }, (_, place) => `R${place + 1}`);
  return createReport({
    data: prediction,
    tables: [
      {
        columns: [
          { title: 'Step' },
          { title: 'Removed', align: 'left' },
          { title: 'Lost', decimals: 1 },
          RANGE,
          ...(names.length <= MOST_COLUMNS ? names : []).map((title) => ({ title, decimals: 1 })),
        ],
        rows: steps.map(({ removed, lost, lostRange, connections }, step): Cell[] => [
          step + 1,
          namesCell(removed),
          lost,
          rangeCell(lostRange),
          ...(names.length <= MOST_COLUMNS ? connections : []),
        ]),
      },
    ],
    notes: [
      `Total: ${total.toFixed(1)} lost (95 % range ${rangeText(totalRange)}).`,
      `Amplification: ${amplification.toFixed(2)} lost for each connection (95 % range ${rangeText(amplificationRange, 2)}).`,
      planText(prediction),
      `Means are exact; ranges hold 95 % of ${trials} simulated upgrades.`,
    ],
  });
}

/** More replicas than this make a table that nobody can read. */
const MOST_COLUMNS = 16;

function planText({ plan }: UpgradePrediction): string {
  const spread =
    plan.spread === 'even'
      ? 'evenly over the replicas that are up'
      : 'at random over the replicas that are up';
  return `Plan: ${plan.connections} connections on ${plan.replicas} ${plan.replicas === 1 ? 'replica' : 'replicas'}, max unavailable ${plan.maxUnavailable}, max surge ${plan.maxSurge}; lost connections spread ${spread}.`;
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
  const elsewhere = found.states
    .slice(1)
    .reduce((sum, { lostElsewhere }) => sum + lostElsewhere, 0);
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

const RANGE: TableColumn = {
  title: '95 % range',
  valueTitles: ['95 % range low', '95 % range high'],
};

function rangeCell(range: Range): Cell {
  return { text: rangeText(range), values: [range.low, range.high] };
}

function rangeText({ low, high }: Range, decimals = 0): string {
  return `${low.toFixed(decimals)} - ${high.toFixed(decimals)}`;
}

const MOST_NAMES = 8;

/** People read the first of many. */
function namesCell(names: readonly string[]): Cell {
  return names.length === 0 ? null : { text: shortList(names), values: [names.join(' ')] };
}

function shortList(names: readonly string[]): string {
  if (names.length <= MOST_NAMES) return names.join(' ');
  return `${names.slice(0, MOST_NAMES).join(' ')} and ${names.length - MOST_NAMES} more`;
}
