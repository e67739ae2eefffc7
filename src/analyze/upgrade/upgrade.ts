import { sum } from 'd3-array';
import type { Nanoseconds } from '../../stats/pure.ts';
import type { DisturbancesColumn } from '../disturbances/find-disturbances.ts';
import { replicasOf, type Replica, type ReplicaRow } from '../replicas/replica-table.ts';
import { evenTests, type EvenTest } from '../statistics/even-test.ts';
import {
  foundOnce,
  studyOf,
  type RunOrStudy,
  type Study,
  type StudyOptions,
} from '../study/study.ts';
import { expectedStates, simulateUpgrade, type ModelStep, type Range } from './model.ts';

/** The state of an upgrade, as it was and as it was to be expected. */
export interface UpgradeState {
  /** Start of the disturbance; 0 = before the first. */
  readonly timeNs: Nanoseconds;
  readonly event?: string;
  /** Names of the replicas that went: all of their connections were lost. */
  readonly removed: readonly string[];
  /** Connections per replica when it had settled. */
  readonly connections: readonly number[];
  readonly expected: readonly number[];
  /** 95 % of simulated upgrades; absent where there are too many steps to simulate. */
  readonly range?: readonly Range[];
  readonly lost: number;
  readonly expectedLost: number;
  readonly lostRange?: Range;
  /** Lost beyond what the model expects. */
  readonly excess: number;
  /** Lost on replicas that stayed: no upgrade need cost these. */
  readonly lostElsewhere: number;
  /** Where the lost connections landed, of the replicas that were up. */
  readonly landed: Readonly<Record<string, number>>;
  /** Whether they landed as if each had gone to any of these with the same probability. */
  readonly spread: EvenTest;
}

/** A rolling upgrade beside its model. */
export interface Upgrade {
  readonly replicas: readonly Replica[];
  /** Connections before the first step. */
  readonly connections: number;
  /** The state before the first step, and one for each step. */
  readonly states: readonly UpgradeState[];
  readonly total: number;
  /** null = no replica went, so that there is nothing to expect; absent or null is then what follows from it. */
  readonly expectedTotal: number | null;
  readonly totalRange?: Range;
  /** Share of simulated upgrades whose total is at least as far from the expected one. */
  readonly totalP?: number;
  readonly excess: number | null;
  /** Lost connections for each connection that there was. */
  readonly amplification: number;
  readonly expectedAmplification: number | null;
  /** All spreads together. */
  readonly overall: EvenTest;
  /** Connections lost before their first echo, in no state: nobody knows their replica. */
  readonly lostUnknown: number;
  readonly resolutionNs: Nanoseconds;
}

/** A replica that lost so much of its connections went; a few stragglers count to another step. */
const GONE_SHARE = 0.9;
/** A replica that went and gets so much of an even share in the same step was replaced at once. */
const REPLACED_SHARE = 0.5;

/**
 * Holds an upgrade against its model: which replicas went and came back is taken from the run, how
 * the connections spread is the model's. Each step's spread is tested given the state before it, so
 * that one bad step does not make all later ones look bad.
 *
 * @param options.events decide where a step begins
 * @throws {StatsError} where the run was recorded without connections
 */
export function upgrade(of: RunOrStudy<DisturbancesColumn>, options: StudyOptions = {}): Upgrade {
  return upgradeOf(studyOf(of, options));
}

/** The same, found once for a study. */
export const upgradeOf: (study: Study<DisturbancesColumn>) => Upgrade = foundOnce(findUpgrade);

function findUpgrade(study: Study<DisturbancesColumn>): Upgrade {
  const table = replicasOf(study);
  const { replicas, rows } = table;
  const steps = stepsOf(rows);
  const [start] = rows;
  const present = start?.connections ?? [];
  const connections = sum(present);
  const startUp = places(present, (count) => count > 0);
  const model = { replicas: replicas.length, connections, start: startUp, steps };
  const states = expectedStates(model);
  const simulated = simulateUpgrade(model);
  const landings = rows.map((_, index) => landed(rows, index, steps[index - 1]?.up ?? startUp));
  const { each, overall } = evenTests(landings);
  const name = (place: number): string => replicas[place]?.name ?? '';
  const found = rows.map((row, index): UpgradeState => {
    const expected = states[index] ?? { connections: [], lost: 0 };
    const range = simulated?.states[index];
    const { lost: expectedLost } = expected;
    const step = steps[index - 1] ?? { removed: [], up: startUp };
    const lostOn = (place: number): number => row.lostPerReplica[place] ?? 0;
    return {
      timeNs: row.timeNs,
      ...(row.event !== undefined && { event: row.event }),
      removed: step.removed.map(name),
      connections: row.connections,
      expected: expected.connections,
      ...(range && { range: range.connections }),
      lost: row.lost,
      expectedLost,
      ...(range && { lostRange: range.lost }),
      excess: row.lost - expectedLost,
      lostElsewhere: row.lost - sum(step.removed, lostOn),
      landed: Object.fromEntries(
        step.up.map((place, i) => [name(place), landings[index]?.[i] ?? 0]),
      ),
      spread: each[index] ?? { chiSquare: 0, degreesOfFreedom: 0, p: null, simulated: false },
    };
  });
  const hasStep = steps.some(({ removed }) => removed.length > 0);
  const expectedTotal = hasStep ? sum(found, ({ expectedLost }) => expectedLost) : null;
  return {
    replicas,
    connections,
    states: found,
    total: table.total,
    expectedTotal,
    ...(simulated &&
      expectedTotal !== null && {
        totalRange: simulated.total,
        totalP: simulated.shareAsFar(table.total, expectedTotal),
      }),
    excess: expectedTotal === null ? null : table.total - expectedTotal,
    amplification: connections > 0 ? table.total / connections : 0,
    expectedAmplification:
      expectedTotal === null ? null : connections > 0 ? expectedTotal / connections : 0,
    overall,
    lostUnknown: table.lostUnknown,
    resolutionNs: table.resolutionNs,
  };
}

/** Which replicas went in each step, and which were up to take their connections. */
function stepsOf(rows: readonly ReplicaRow[]): ModelStep[] {
  const away = new Set<number>();
  return rows.slice(1).map((row, index) => {
    const before = rows[index]?.connections ?? [];
    const removed = places(row.lostPerReplica, (lost, place) => {
      const had = before[place] ?? 0;
      return lost > 0 && lost >= GONE_SHARE * had;
    });
    const now = row.connections;
    for (const place of removed) away.add(place);
    // Of a replica that went, losses tell that it is back when it has connections again.
    for (const place of [...away]) {
      if (!removed.includes(place) && (now[place] ?? 0) > 0) away.delete(place);
    }
    const share = row.lost / now.length;
    const isReplaced = (place: number): boolean =>
      landedOn(rows, index + 1, place) > REPLACED_SHARE * share;
    for (const place of removed) if (isReplaced(place)) away.delete(place);
    const up = places(now, (count, place) => {
      if (away.has(place)) return false;
      // A place that nobody has held yet is none.
      return count > 0 || (before[place] ?? 0) > 0 || removed.includes(place);
    });
    return { removed, up };
  });
}

/** Where the connections that a step cost landed; at the start, where all are. */
function landed(rows: readonly ReplicaRow[], index: number, up: readonly number[]): number[] {
  return up.map((place) => landedOn(rows, index, place));
}

function landedOn(rows: readonly ReplicaRow[], index: number, place: number): number {
  const row = rows[index];
  const before = rows[index - 1]?.connections[place] ?? 0;
  const lost = row?.lostPerReplica[place] ?? 0;
  return Math.max(0, (row?.connections[place] ?? 0) - Math.max(0, before - lost));
}

function places(
  values: readonly number[],
  condition: (value: number, place: number) => boolean,
): number[] {
  return [...values.entries()]
    .filter(([place, value]) => condition(value, place))
    .map(([place]) => place);
}
