import { sum } from 'd3-array';
import type { Observations } from '../observed/observe.ts';
import { estimateWeights } from './estimate-weights.ts';
import { newWeights } from './new-weights.ts';
import { connectLogLikelihood, type ChangeKind, type Scenario } from './scenario.ts';

/** ln of how likely each account is beforehand. */
const PRIOR = {
  /** A host that vanishes was taken out of the set; or it died, and the balancer noticed later. */
  removed: Math.log(0.9),
  died: Math.log(0.1),
  /** The same where nothing tells that the balancer noticed. */
  onlyDied: Math.log(0.03),
  deadRemoved: Math.log(0.5),
  /** A host that is first seen at another's removal came before it; or both were done at once. */
  addedBefore: Math.log(0.9),
  addedAtOnce: Math.log(0.1),
  /** Losses without a change of hosts. */
  reordered: Math.log(0.15),
  setAgain: Math.log(0.15),
  reweighted: Math.log(0.15),
  /** Weights that were changed are set back. */
  reverted: Math.log(0.3),
  added: Math.log(0.15),
  other: Math.log(0.4),
  otherThoughMany: Math.log(0.02),
  sameReturn: Math.log(0.8),
  otherReturn: Math.log(0.2),
} as const;

/** Losses of this share of all flows seldom have no cause in the route. */
const MANY = 0.1;
/** A new order moves all flows of some host, and none of others. */
const REORDERED = 0.5;
const MOST_SCENARIOS = 400;
/** Accounts that are less likely than another by e to this beforehand are not looked into. */
const UNLIKELY = 8;
/** Of the changes that cannot be seen, as many of the greatest are looked into. */
const MOST_UNSEEN = 3;

interface State {
  readonly logPrior: number;
  readonly weights: readonly Float64Array[];
  readonly kinds: readonly (ChangeKind | undefined)[];
  readonly changed: readonly boolean[];
  readonly segment: readonly number[];
  readonly dead: ReadonlySet<number>;
  readonly isGuess: boolean;
  readonly alive: readonly (readonly boolean[])[];
}

interface Step {
  readonly logPrior: number;
  readonly kind: ChangeKind;
  readonly weights: Float64Array;
  readonly alive: readonly boolean[];
  readonly isReordered?: boolean;
  readonly isGuess?: boolean;
  readonly dead?: ReadonlySet<number>;
}

/**
 * The accounts of what was done to the targets that agree with what can be seen: mostly one. Where
 * many were lost though no host came or went, there are several.
 *
 * @param given weight of each target while it is in the set; estimated where absent
 */
export function inferScenarios(observed: Observations, given?: readonly number[]): Scenario[] {
  const { sets, connects } = observed;
  // What comes after an unseen change may be the work of other weights.
  const firstUnseen = sets.findIndex((_, change) => change > 0 && isUnseen(sets, change));
  const calm = firstUnseen < 0 ? sets.length : firstUnseen;
  const guesses =
    given === undefined
      ? estimateWeights(connects.slice(0, calm), sets.slice(0, calm))
      : [{ weights: given, logPrior: 0 }];
  return guesses.flatMap(({ weights, logPrior }) =>
    withWeights(observed, weights).map((each) => ({
      ...each,
      logPrior: each.logPrior + logPrior,
    })),
  );
}

function withWeights(observed: Observations, base: readonly number[]): Scenario[] {
  const { sets } = observed;
  const first = Float64Array.from(base, (weight, target) =>
    sets[0]?.[target] === true ? weight : 0,
  );
  let states: State[] = [
    {
      logPrior: 0,
      weights: [first],
      kinds: [undefined],
      changed: [false],
      segment: [0],
      dead: new Set(),
      isGuess: false,
      alive: [sets[0] ?? []],
    },
  ];
  const greatest = greatestUnseen(observed);
  for (let change = 1; change < sets.length; change++) {
    if (isEmpty(sets[change]) || (!greatest.has(change) && isUnseen(sets, change))) {
      states = states.map((state) => {
        const weights = state.weights.at(-1) ?? first;
        return taken(state, { logPrior: 0, kind: 'other', weights, alive: sets[change] ?? [] });
      });
      continue;
    }
    states = states.flatMap((state) =>
      steps(state, change, observed, base).map((step) => taken(state, step)),
    );
    states = likeliest(states, observed);
  }
  return states.flatMap(returning);
}

type Sets = Observations['sets'];

function isEmpty(set: readonly boolean[] | undefined): boolean {
  return set?.includes(true) !== true;
}

function isUnseen(sets: Sets, change: number): boolean {
  return sets[change]?.every((isIn, host) => isIn === sets[change - 1]?.[host]) ?? false;
}

function greatestUnseen({ sets, lost }: Observations): Set<number> {
  const all = [...sets.keys()].slice(1).filter((change) => isUnseen(sets, change));
  all.sort((a, b) => sum(lost[b] ?? []) - sum(lost[a] ?? []));
  return new Set(all.slice(0, MOST_UNSEEN));
}

/** Those that agree with where new connections went, as far as the others are not much likelier. */
function likeliest(states: readonly State[], { connects }: Observations): State[] {
  const scored = states
    .map((state) => {
      const known = connects.slice(0, state.weights.length);
      return { state, score: state.logPrior + connectLogLikelihood(state, known) };
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SCENARIOS);
  const least = (scored[0]?.score ?? 0) - UNLIKELY;
  return scored.filter(({ score }) => score >= least).map(({ state }) => state);
}

function taken(state: State, step: Step): State {
  const segment = state.segment.at(-1) ?? 0;
  return {
    logPrior: state.logPrior + step.logPrior,
    weights: [...state.weights, step.weights],
    kinds: [...state.kinds, step.kind],
    changed: [...state.changed, step.kind === 'route'],
    segment: [...state.segment, step.isReordered === true ? segment + 1 : segment],
    dead: step.dead ?? state.dead,
    isGuess: state.isGuess || step.isGuess === true,
    alive: [...state.alive, step.alive],
  };
}

function steps(
  state: State,
  change: number,
  observed: Observations,
  base: readonly number[],
): Step[] {
  const { sets } = observed;
  const [from, to] = [sets[change - 1] ?? [], sets[change] ?? []];
  const before = state.weights.at(-1) ?? new Float64Array();
  const gone = from.flatMap((isIn, host) => (isIn && to[host] !== true ? [host] : []));
  const come = to.flatMap((isIn, host) => (isIn && from[host] !== true ? [host] : []));
  if (gone.length === 0 && come.length === 0) return unseen(state, change, observed, base);
  const dead = new Set([...state.dead].filter((host) => !come.includes(host)));
  const after = before.map((weight, host) => {
    if (gone.includes(host)) return 0;
    return come.includes(host) && weight === 0 ? (base[host] ?? 1) : weight;
  });
  if (observed.unseen[change] === true) {
    const isKnown = after.every((weight, host) => weight === before[host]);
    if (isKnown) return [{ logPrior: 0, kind: 'none', weights: before, alive: from }];
    return [
      { logPrior: PRIOR.addedBefore, kind: 'route', weights: after, alive: to, dead },
      { logPrior: PRIOR.addedAtOnce, kind: 'none', weights: before, alive: from },
    ];
  }
  const added = after.map((weight, host) =>
    weight === 0 && to[host] === true ? (base[host] ?? 1) : weight,
  );
  const options: Step[] = [
    { logPrior: PRIOR.removed, kind: 'route', weights: added, alive: to, dead },
  ];
  if (come.length === 0 && isOnlyLost(gone, change, observed)) {
    options.push({
      logPrior: isNoticedLater(gone, change, observed) ? PRIOR.died : PRIOR.onlyDied,
      kind: 'death',
      weights: before,
      alive: to,
      dead: new Set([...dead, ...gone]),
    });
  }
  return options;
}

/** Whether a change cost nobody but the hosts that are gone. */
function isOnlyLost(gone: readonly number[], change: number, { lost }: Observations): boolean {
  const ofGone = sum(gone, (host) => lost[change]?.[host] ?? 0);
  return sum(lost[change] ?? []) - ofGone <= 0.1 * ofGone;
}

/** Whether something unseen happens while hosts are gone: they may have died first and been removed then. */
function isNoticedLater(gone: readonly number[], change: number, { sets }: Observations): boolean {
  for (let later = change + 1; later < sets.length; later++) {
    if (isUnseen(sets, later)) return true;
    if (gone.some((host) => sets[later]?.[host] === true)) return false;
  }
  return false;
}

/** What may have been done where no host is seen to come or go; one may, and get its first connection later. */
function unseen(
  state: State,
  change: number,
  { lost, before, connects, sets }: Observations,
  base: readonly number[],
): Step[] {
  const weights = state.weights.at(-1) ?? new Float64Array();
  const alive = sets[change] ?? [];
  const common = { kind: 'route', weights, alive } as const;
  const isMany = sum(lost[change] ?? []) > MANY * sum(before[change] ?? []);
  const options: Step[] = [
    { ...common, logPrior: isMany ? PRIOR.otherThoughMany : PRIOR.other, kind: 'other' },
    { ...common, logPrior: PRIOR.setAgain },
  ];
  const isMoved = weights.some((weight, host) => {
    const there = before[change]?.[host] ?? 0;
    return weight > 0 && there > 0 && (lost[change]?.[host] ?? 0) > REORDERED * there;
  });
  if (isMoved)
    options.push({ ...common, logPrior: PRIOR.reordered, isReordered: true, isGuess: true });
  if (state.dead.size > 0) {
    options.push({
      ...common,
      logPrior: PRIOR.deadRemoved,
      weights: weights.map((weight, host) => (state.dead.has(host) ? 0 : weight)),
      dead: new Set(),
    });
  }
  const wasThere = alive.map((_, host) => sets.slice(0, change).some((set) => set[host] === true));
  const known = new Set<string>([weights.join()]);
  for (const isAdded of [wasThere, sets[change + 1] ?? []]) {
    const added = weights.map((weight, host) =>
      weight === 0 && isAdded[host] === true ? (base[host] ?? 1) : weight,
    );
    if (known.has(added.join())) continue;
    known.add(added.join());
    const all = [...added].map((weight) => weight > 0);
    options.push({ ...common, logPrior: PRIOR.added, weights: added, alive: all });
  }
  for (const earlier of new Map(state.weights.map((row) => [row.join(), row])).values()) {
    const isOfThese = earlier.every((weight, host) => weight > 0 === (weights[host] ?? 0) > 0);
    if (!isOfThese || earlier.join() === weights.join()) continue;
    options.push({ ...common, logPrior: PRIOR.reverted, weights: earlier, isGuess: true });
  }
  if (!isMany) return options;
  const reweighted = newWeights(weights, alive, connects[change] ?? new Float64Array());
  const logPrior = PRIOR.reweighted - Math.log(reweighted.length);
  return [
    ...options,
    ...reweighted.map((each) => ({ ...common, logPrior, weights: each, isGuess: true })),
  ];
}

/** A target that comes back may stand elsewhere than before. */
function returning(state: State): Scenario[] {
  const { weights, logPrior, kinds, changed, segment, isGuess, alive } = state;
  const scenario: Scenario = {
    ...{ weights, logPrior, kinds, changed, segment, isGuess, alive },
    returns: 'to its place',
    order: weights.map(() => undefined),
  };
  if (!hasReturns(weights)) return [scenario];
  return [
    { ...scenario, logPrior: logPrior + PRIOR.sameReturn },
    { ...scenario, logPrior: logPrior + PRIOR.otherReturn, returns: 'anywhere' },
  ];
}

/** Whether a target that was taken out comes back. */
export function hasReturns(weights: readonly Float64Array[]): boolean {
  const targets = weights[0]?.length ?? 0;
  return Array.from({ length: targets }, (_, target) => target).some((target) => {
    const present = weights.map((row) => (row[target] ?? 0) > 0);
    const out = present.indexOf(false, present.indexOf(true));
    return out >= 0 && present.includes(true) && present.indexOf(true, out) >= 0;
  });
}
