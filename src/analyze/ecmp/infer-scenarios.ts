import { reduced } from './estimate-weights.ts';
import type { Observations } from './observe.ts';
import type { ChangeKind, Scenario } from './scenario.ts';

/** ln of how likely each account is beforehand. */
const PRIOR = {
  /** A host that vanishes was taken out of the set; or it died, and the balancer noticed later. */
  removed: Math.log(0.9),
  died: Math.log(0.1),
  deadRemoved: Math.log(0.5),
  /** A host that is first seen at another's removal came before it; or both were done at once. */
  addedBefore: Math.log(0.9),
  addedAtOnce: Math.log(0.1),
  /** Losses without a change of hosts. */
  reordered: Math.log(0.15),
  setAgain: Math.log(0.15),
  reweighted: Math.log(0.15),
  added: Math.log(0.15),
  other: Math.log(0.4),
  otherThoughMany: Math.log(0.02),
  sameReturn: Math.log(0.8),
  otherReturn: Math.log(0.2),
} as const;

/** Losses of this share of all flows seldom have no cause in the route. */
const MANY = 0.1;
/** After so few new connections nobody knows which hosts are there. */
const FEW_CONNECTS = 6;
/** A weight may become so many times as much. */
const FACTORS = [2, 3, 1 / 2, 1 / 3] as const;
/** So that all of these are whole. */
const UNIT = 6;
const MOST_SCENARIOS = 64;
/** Of the changes that cannot be seen, as many of the greatest are looked into. */
const MOST_UNSEEN = 3;

interface State {
  readonly logPrior: number;
  readonly weights: readonly Float64Array[];
  readonly kinds: readonly (ChangeKind | undefined)[];
  readonly changed: readonly boolean[];
  readonly segment: readonly number[];
  readonly dead: ReadonlySet<number>;
}

interface Step {
  readonly logPrior: number;
  readonly kind: ChangeKind;
  readonly weights: Float64Array;
  readonly isReordered?: boolean;
  readonly dead?: ReadonlySet<number>;
}

/**
 * The accounts of what was done to the targets that agree with what can be seen: mostly one. Where
 * many were lost though no host came or went, there are several.
 *
 * @param base weight of each target while it is in the set
 */
export function inferScenarios(observed: Observations, base: readonly number[]): Scenario[] {
  const { sets } = observed;
  const first = Float64Array.from(base, (weight, target) => (sets[0]?.[target] === true ? weight : 0));
  let states: State[] = [
    {
      logPrior: 0,
      weights: [first],
      kinds: [undefined],
      changed: [false],
      segment: [0],
      dead: new Set(),
    },
  ];
  const greatest = greatestUnseen(observed);
  for (let change = 1; change < sets.length; change++) {
    if (isEmpty(sets[change]) || (!greatest.has(change) && isUnseen(sets, change))) {
      states = states.map((state) => {
        const weights = state.weights.at(-1) ?? first;
        return taken(state, { logPrior: 0, kind: 'other', weights });
      });
      continue;
    }
    states = states
      .flatMap((state) => steps(state, change, observed, base).map((step) => taken(state, step)))
      .sort((a, b) => b.logPrior - a.logPrior)
      .slice(0, MOST_SCENARIOS);
  }
  return states.flatMap((state) => returning(state, sets));
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
  all.sort((a, b) => sumOf(lost[b]) - sumOf(lost[a]));
  return new Set(all.slice(0, MOST_UNSEEN));
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
    return [
      { logPrior: PRIOR.addedBefore, kind: 'route', weights: after, dead },
      { logPrior: PRIOR.addedAtOnce, kind: 'none', weights: before },
    ];
  }
  const added = after.map((weight, host) =>
    weight === 0 && to[host] === true ? (base[host] ?? 1) : weight,
  );
  const options: Step[] = [{ logPrior: PRIOR.removed, kind: 'route', weights: added, dead }];
  if (come.length === 0 && mayHaveDied(gone, change, observed)) {
    options.push({
      logPrior: PRIOR.died,
      kind: 'death',
      weights: before,
      dead: new Set([...dead, ...gone]),
    });
  }
  return options;
}

/** Whether hosts may have died: only theirs was lost, and something happens later, before they return. */
function mayHaveDied(gone: readonly number[], change: number, observed: Observations): boolean {
  const { sets, lost } = observed;
  const ofOthers = (lost[change] ?? new Float64Array()).reduce(
    (sum, count, host) => sum + (gone.includes(host) ? 0 : count),
    0,
  );
  const ofGone = gone.reduce((sum, host) => sum + (lost[change]?.[host] ?? 0), 0);
  if (ofOthers > 0.1 * ofGone) return false;
  for (let later = change + 1; later < sets.length; later++) {
    if (isUnseen(sets, later)) return true;
    if (gone.some((host) => sets[later]?.[host] === true)) return false;
  }
  return false;
}

/** What may have been done where no host came or went. */
function unseen(
  state: State,
  change: number,
  { lost, before, connects, sets }: Observations,
  base: readonly number[],
): Step[] {
  const weights = state.weights.at(-1) ?? new Float64Array();
  const there = sumOf(before[change]);
  const isMany = sumOf(lost[change]) > MANY * there;
  const options: Step[] = [
    {
      logPrior: isMany ? PRIOR.otherThoughMany : PRIOR.other,
      kind: 'other',
      weights,
    },
    { logPrior: PRIOR.setAgain, kind: 'route', weights },
    { logPrior: PRIOR.reordered, kind: 'route', weights, isReordered: true },
  ];
  if (state.dead.size > 0) {
    options.push({
      logPrior: PRIOR.deadRemoved,
      kind: 'route',
      weights: weights.map((weight, host) => (state.dead.has(host) ? 0 : weight)),
      dead: new Set(),
    });
  }
  if (sumOf(connects[change]) < FEW_CONNECTS) {
    const absent = weights.map((weight, host) => {
      const wasThere = sets.slice(0, change).some((set) => set[host] === true);
      return weight === 0 && wasThere ? (base[host] ?? 1) : weight;
    });
    if (absent.some((weight, host) => weight !== weights[host])) {
      options.push({ logPrior: PRIOR.added, kind: 'route', weights: absent });
    }
  }
  if (!isMany) return options;
  const present = [...weights.keys()].filter((host) => (weights[host] ?? 0) > 0);
  const share = Math.log(present.length * FACTORS.length);
  for (const host of present) {
    for (const factor of FACTORS) {
      const scaled = weights.map((weight, other) => weight * UNIT * (other === host ? factor : 1));
      options.push({ logPrior: PRIOR.reweighted - share, kind: 'route', weights: reduced(scaled) });
    }
  }
  return options;
}

/** A target that comes back may stand elsewhere than before. */
function returning(state: State, sets: readonly (readonly boolean[])[]): Scenario[] {
  const { weights, kinds, changed, segment, logPrior } = state;
  const scenario: Scenario = {
    weights,
    kinds,
    changed,
    segment,
    logPrior,
    alive: sets,
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

function sumOf(values: Float64Array | undefined): number {
  return values?.reduce((sum, value) => sum + value, 0) ?? 0;
}
