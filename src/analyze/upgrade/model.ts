import { createRandom, type Random } from '../../stats/pure.ts';
import { drawEvenly } from '../statistics/multinomial.ts';
import { quantile } from '../statistics/quantile.ts';

/** How connections that lost their replica spread over those that are up. */
export type Spread = 'even' | 'random';

/** Replicas are taken away, and those that lost their connection spread over the ones that are up. */
export interface ModelStep {
  /** Places, from 0, whose replica is taken away. */
  readonly removed: readonly number[];
  /** Places that take the connections; what finds none waits for the next step that has one. */
  readonly up: readonly number[];
}

/** What an upgrade does to connections, step by step. */
export interface UpgradeModel {
  /** Places. */
  readonly replicas: number;
  readonly connections: number;
  /** Places that the connections are on at first; all where absent. */
  readonly start?: readonly number[];
  readonly steps: readonly ModelStep[];
}

/** Connections per replica when a step has settled, and what it cost. */
export interface ModelState {
  readonly connections: readonly number[];
  readonly lost: number;
}

/**
 * What is to be expected: exact, since the mean of a spread does not depend on how it comes about.
 * For one replica at a time, each back before the next goes, step i costs (C/N) (N/(N-1))^(i-1).
 *
 * @returns the state at the start, and one for each step
 */
export function expectedStates(model: UpgradeModel): ModelState[] {
  const { replicas, connections, steps } = model;
  const start = startOf(model);
  let now = new Float64Array(replicas);
  for (const place of start) now[place] = connections / start.length;
  let waiting = 0;
  const states: ModelState[] = [{ connections: [...now], lost: 0 }];
  for (const { removed, up } of steps) {
    now = now.slice();
    const lost = takeAway(now, removed);
    waiting += lost;
    for (const place of up) now[place] = (now[place] as number) + waiting / up.length;
    if (up.length > 0) waiting = 0;
    states.push({ connections: [...now], lost });
  }
  return states;
}

/** From the 2.5 % quantile to the 97.5 % quantile. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface SimulatedState {
  readonly connections: readonly Range[];
  readonly lost: Range;
}

/** What chance makes of a model. */
export interface SimulatedUpgrade {
  readonly trials: number;
  /** At the start, and one for each step. */
  readonly states: readonly SimulatedState[];
  readonly total: Range;
  /** Share of trials whose total lies at least so far from a value as another one does. */
  readonly shareAsFar: (observed: number, expected: number) => number;
}

const TRIALS = 5_000;
const LEAST_TRIALS = 200;
/** With fewer trials ranges get coarse, and take a moment nevertheless where there are many cells. */
const GOOD_TRIALS = 1_000;
/** Places times steps times trials that take no time to speak of, and that take a second. */
const QUICK_DRAWS = 100_000;
const MOST_DRAWS = 4_000_000;
/** A model larger than this is no upgrade, and would take minutes. */
const MOST_CELLS = 50_000;
const SEED = 1;
const LOW = 0.025;
const HIGH = 0.975;

/**
 * Runs a model many times with a seeded generator: the same model gives the same ranges everywhere.
 *
 * @returns undefined where the model is too large
 */
export function simulateUpgrade(
  model: UpgradeModel,
  { spread = 'random', seed = SEED }: { readonly spread?: Spread; readonly seed?: number } = {},
): SimulatedUpgrade | undefined {
  const { replicas, connections, steps } = model;
  const cells = replicas * (steps.length + 1);
  if (cells > MOST_CELLS) return undefined;
  const trials = trialsFor(cells);
  const random = createRandom(seed);
  const reached = Array.from({ length: cells }, () => new Float64Array(trials));
  const losses = Array.from({ length: steps.length + 1 }, () => new Float64Array(trials));
  const totals = new Float64Array(trials);
  const start = startOf(model);
  const land = lander(random, spread, replicas);
  for (let trial = 0; trial < trials; trial++) {
    const now = new Float64Array(replicas);
    const note = (state: number, lost: number): void => {
      for (let place = 0; place < replicas; place++) {
        (reached[state * replicas + place] as Float64Array)[trial] = now[place] as number;
      }
      (losses[state] as Float64Array)[trial] = lost;
    };
    if (start.length > 0) land(connections, start, now);
    note(0, 0);
    let waiting = 0;
    let total = 0;
    for (const [index, { removed, up }] of steps.entries()) {
      const lost = takeAway(now, removed);
      total += lost;
      waiting += lost;
      if (up.length > 0) {
        land(waiting, up, now);
        waiting = 0;
      }
      note(index + 1, lost);
    }
    totals[trial] = total;
  }
  return {
    trials,
    states: losses.map((lost, state) => ({
      connections: reached.slice(state * replicas, (state + 1) * replicas).map(rangeOf),
      lost: rangeOf(lost),
    })),
    total: rangeOf(totals),
    shareAsFar: (observed, expected) => {
      const distance = Math.abs(observed - expected) * (1 - 1e-9);
      let count = 0;
      for (const total of totals) if (Math.abs(total - expected) >= distance) count++;
      return (count + 1) / (trials + 1);
    },
  };
}

/** @returns spreads connections over places, and adds them to those that are there */
function lander(
  random: Random,
  spread: Spread,
  replicas: number,
): (count: number, up: readonly number[], now: Float64Array) => void {
  const landings = new Float64Array(replicas);
  return (count, up, now) => {
    const drawn = landings.subarray(0, up.length);
    if (spread === 'random') drawEvenly(random, count, drawn);
    else dealEvenly(random, count, drawn);
    for (const [i, place] of up.entries()) {
      now[place] = (now[place] as number) + (drawn[i] as number);
    }
  };
}

function startOf({ replicas, start }: UpgradeModel): readonly number[] {
  return start ?? Array.from({ length: replicas }, (_, place) => place);
}

function trialsFor(cells: number): number {
  const good = Math.min(GOOD_TRIALS, Math.max(LEAST_TRIALS, Math.floor(MOST_DRAWS / cells)));
  return Math.min(TRIALS, Math.max(good, Math.floor(QUICK_DRAWS / cells)));
}

function takeAway(now: Float64Array, removed: readonly number[]): number {
  let lost = 0;
  for (const place of removed) {
    lost += now[place] as number;
    now[place] = 0;
  }
  return lost;
}

/** The same for every cell; what is left over goes to cells drawn at random. */
function dealEvenly(random: Random, n: number, into: Float64Array): void {
  const each = Math.floor(n / into.length);
  into.fill(each);
  let over = n - each * into.length;
  for (let cell = 0; over > 0; cell++) {
    // Each of the cells that are left is as likely to be among those that get one more.
    if (random.integer(into.length - cell) >= over) continue;
    into[cell] = each + 1;
    over--;
  }
}

function rangeOf(values: Float64Array): Range {
  const rising = values.slice().sort();
  return { low: quantile(rising, LOW) ?? 0, high: quantile(rising, HIGH) ?? 0 };
}
