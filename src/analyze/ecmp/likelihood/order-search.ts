import { createRandom } from '../../../stats/pure.ts';
import { logFactorial } from '../../statistics/gamma.ts';
import { cellLogLikelihood, logSum, type Cell } from '../observed/cells.ts';
import type { OrderedPolicy } from '../policies/policy.ts';
import { orderedSurvival, type Survival } from '../policies/survival.ts';

/** Something that has a place in the order: a target, or one of its stays in the set. */
export interface Contender {
  /** [epoch]; 0 = it is not in the set. */
  readonly weight: Float64Array;
  /** [epoch]: weight of what stands before it, where that is known beforehand; NaN = the order decides. */
  readonly knownStart: Float64Array;
  /** What became of its flows. */
  readonly cells: readonly Cell[];
  /** Those that are given stand in the order of these numbers; undefined = anywhere. */
  readonly rank: number | undefined;
}

export interface FoundOrder {
  /** Indices of the contenders; of several equally good orders the first by index. */
  readonly order: readonly number[];
  readonly logLikelihood: number;
  /** ln of the mean likelihood of all possible orders: what the data say of the policy, its order unknown. */
  readonly evidence: number;
  /** How many orders are as good as this one, itself included; undefined where not all were looked at. */
  readonly equals: number | undefined;
}

/** Orders of so many are searched exactly: 2^n n steps, since a place depends on who stands before it, not on how. */
export const MOST_EXACT = 12;
/** Beyond, so many beginnings are followed at a time. */
const BEAM_WIDTH = 64;
const MOST_ROUNDS = 12;
/** The search stops to improve an order after so many steps, one a flow's birth and epoch. */
const MOST_STEPS = 6e5;
const COST: Readonly<Record<OrderedPolicy, number>> = { 'hash-threshold': 1, modulo: 40 };
/** Orders drawn at random, for what the data say where they say little. */
const DRAWN_ORDERS = 64;
const SEED = 2991;
/** Orders are equally good if they differ by rounding alone. */
function isMore(a: number, b: number): boolean {
  return a - b > 1e-9 * Math.max(1, Math.abs(a));
}

/** The order of targets under which a policy explains best what happened. */
export function searchOrder(
  policy: OrderedPolicy,
  contenders: readonly Contender[],
  totals: Float64Array,
): FoundOrder {
  const score = scorer(policy, contenders, totals);
  return contenders.length <= MOST_EXACT
    ? searchAll(contenders, totals.length, score)
    : searchLikely(contenders, totals.length, score, MOST_STEPS / COST[policy]);
}

/** The log-likelihood of a contender's flows where those before it have so much weight. */
type Score = (contender: number, before: Float64Array) => number;

function scorer(
  policy: OrderedPolicy,
  contenders: readonly Contender[],
  totals: Float64Array,
): Score {
  const births = contenders.map(({ cells }) => {
    const groups = new Map<number, Cell[]>();
    for (const cell of cells) groups.set(cell.born, [...(groups.get(cell.born) ?? []), cell]);
    return [...groups];
  });
  const known = new Map<string, Survival>();
  const start = new Float64Array(totals.length);
  return (index, before) => {
    const contender = contenders[index] as Contender;
    const { weight, knownStart } = contender;
    for (let epoch = 0; epoch < start.length; epoch++) {
      const given = knownStart[epoch] as number;
      start[epoch] = Number.isNaN(given) ? (before[epoch] as number) : given;
    }
    let sum = 0;
    for (const [born, cells] of births[index] ?? []) {
      const key = `${born}:${weight.join()}:${start.join()}`;
      let survival = known.get(key);
      if (survival === undefined) {
        survival = orderedSurvival(policy, { weight, start }, totals, born);
        known.set(key, survival);
      }
      for (const cell of cells) sum += cellLogLikelihood(cell, survival[cell.change - born] ?? 0);
    }
    return sum;
  };
}

/** Whether nobody who must stand before `next` is still missing. */
function mayFollow(
  contenders: readonly Contender[],
  isPlaced: (index: number) => boolean,
  next: number,
): boolean {
  const rank = contenders[next]?.rank;
  if (rank === undefined) return true;
  return contenders.every(
    (other, index) => other.rank === undefined || other.rank >= rank || isPlaced(index),
  );
}

/** Dynamic programming over the sets of those that stand first, from the whole set down to none. */
function searchAll(contenders: readonly Contender[], epochs: number, score: Score): FoundOrder {
  const count = contenders.length;
  const sets = 2 ** count;
  const best = new Float64Array(sets).fill(-Infinity);
  const sums = new Float64Array(sets).fill(-Infinity);
  const ways = new Float64Array(sets);
  const choice = new Int8Array(sets);
  const equals = new Float64Array(sets);
  equals[sets - 1] = 1;
  best[sets - 1] = 0;
  sums[sets - 1] = 0;
  ways[sets - 1] = 1;
  const before = new Float64Array(epochs);
  for (let set = sets - 2; set >= 0; set--) {
    before.fill(0);
    for (let i = 0; i < count; i++) {
      if ((set & (1 << i)) === 0) continue;
      const { weight } = contenders[i] as Contender;
      for (let epoch = 0; epoch < epochs; epoch++) {
        before[epoch] = (before[epoch] as number) + (weight[epoch] as number);
      }
    }
    const terms: number[] = [];
    for (let next = 0; next < count; next++) {
      if ((set & (1 << next)) !== 0) continue;
      if (!mayFollow(contenders, (index) => (set & (1 << index)) !== 0, next)) continue;
      const own = score(next, before);
      const rest = set | (1 << next);
      const whole = own + (best[rest] as number);
      const most = best[set] as number;
      if (isMore(whole, most)) {
        best[set] = whole;
        choice[set] = next;
        equals[set] = equals[rest] as number;
      } else if (!isMore(most, whole)) {
        equals[set] = (equals[set] as number) + (equals[rest] as number);
      }
      terms.push(own + (sums[rest] as number));
      ways[set] = (ways[set] as number) + (ways[rest] as number);
    }
    sums[set] = logSum(terms);
  }
  const order: number[] = [];
  for (let set = 0; set < sets - 1; set |= 1 << (choice[set] as number)) {
    order.push(choice[set] as number);
  }
  return {
    order,
    logLikelihood: best[0] as number,
    evidence: (sums[0] as number) - Math.log(ways[0] as number),
    equals: equals[0],
  };
}

interface Beginning {
  readonly order: readonly number[];
  readonly before: Float64Array;
  readonly logLikelihood: number;
}

/** A beam search, then moves and exchanges as long as they help. */
function searchLikely(
  contenders: readonly Contender[],
  epochs: number,
  score: Score,
  mostSteps: number,
): FoundOrder {
  const count = contenders.length;
  // What it takes to look at all orders that differ from one in a move or an exchange.
  const stepsPerRound = 1.5 * count ** 3 * epochs;
  const width = Math.max(4, Math.min(BEAM_WIDTH, Math.floor(mostSteps / (count ** 2 * epochs))));
  const rounds = Math.min(MOST_ROUNDS, Math.floor(mostSteps / stepsPerRound));
  let beam: Beginning[] = [{ order: [], before: new Float64Array(epochs), logLikelihood: 0 }];
  for (let length = 0; length < count; length++) {
    const next = new Map<string, Beginning>();
    for (const beginning of beam) {
      const placed = new Set(beginning.order);
      for (let index = 0; index < contenders.length; index++) {
        if (placed.has(index) || !mayFollow(contenders, (i) => placed.has(i), index)) continue;
        const extended = extend(beginning, index, contenders, score);
        const key = [...extended.order].sort((a, b) => a - b).join();
        const rival = next.get(key);
        if (rival === undefined || isMore(extended.logLikelihood, rival.logLikelihood)) {
          next.set(key, extended);
        }
      }
    }
    beam = [...next.values()].sort((a, b) => b.logLikelihood - a.logLikelihood).slice(0, width);
  }
  const natural = inOrderOfCome(contenders, epochs, score);
  const found = beam[0] ?? natural;
  let { order, logLikelihood }: Ordered =
    natural.order.length === count && isMore(natural.logLikelihood, found.logLikelihood)
      ? natural
      : found;
  for (let round = 0; round < rounds; round++) {
    const better = improved({ order, logLikelihood }, contenders, epochs, score);
    if (better === undefined) break;
    ({ order, logLikelihood } = better);
  }
  // Where the data say much, nearly all of the mean is the best order and its mirror image.
  const ofBest = logLikelihood + Math.LN2 - logFactorial(count);
  const drawn = drawnLikelihoods(contenders, epochs, score);
  const evidence = Math.max(ofBest, logSum(drawn) - Math.log(drawn.length));
  return { order, logLikelihood, evidence, equals: undefined };
}

/** The order in which they came, as a list has it to which newcomers are added. */
function inOrderOfCome(contenders: readonly Contender[], epochs: number, score: Score): Beginning {
  const came = ({ weight }: Contender): number => weight.findIndex((value) => value > 0);
  const order = [...contenders.entries()].sort(([, a], [, b]) => came(a) - came(b));
  let state: Beginning = { order: [], before: new Float64Array(epochs), logLikelihood: 0 };
  for (const [index] of order) {
    if (!mayFollow(contenders, (other) => state.order.includes(other), index)) break;
    state = extend(state, index, contenders, score);
  }
  return state;
}

/** The log-likelihoods of orders that are drawn at random from those that may be. */
function drawnLikelihoods(
  contenders: readonly Contender[],
  epochs: number,
  score: Score,
): number[] {
  const random = createRandom(SEED);
  return Array.from({ length: DRAWN_ORDERS }, () => {
    let state: Beginning = { order: [], before: new Float64Array(epochs), logLikelihood: 0 };
    const left = new Set(contenders.keys());
    while (left.size > 0) {
      const may = [...left].filter((i) => mayFollow(contenders, (other) => !left.has(other), i));
      const next = may[random.integer(may.length)] ?? 0;
      left.delete(next);
      state = extend(state, next, contenders, score);
    }
    return state.logLikelihood;
  });
}

function extend(
  { order, before, logLikelihood }: Beginning,
  index: number,
  contenders: readonly Contender[],
  score: Score,
): Beginning {
  const { weight } = contenders[index] as Contender;
  return {
    order: [...order, index],
    before: before.map((sum, epoch) => sum + (weight[epoch] as number)),
    logLikelihood: logLikelihood + score(index, before),
  };
}

type Ordered = Pick<FoundOrder, 'order' | 'logLikelihood'>;

/** The order with one contender moved, or two exchanged, where that helps most; undefined where nothing helps. */
function improved(
  { order, logLikelihood }: Ordered,
  contenders: readonly Contender[],
  epochs: number,
  score: Score,
): Ordered | undefined {
  let found: Ordered | undefined;
  for (const moved of neighbours(order)) {
    const placed = new Set<number>();
    let state: Beginning = { order: [], before: new Float64Array(epochs), logLikelihood: 0 };
    for (const next of moved) {
      if (!mayFollow(contenders, (i) => placed.has(i), next)) break;
      placed.add(next);
      state = extend(state, next, contenders, score);
    }
    if (state.order.length < moved.length) continue;
    if (isMore(state.logLikelihood, found?.logLikelihood ?? logLikelihood)) {
      found = { order: moved, logLikelihood: state.logLikelihood };
    }
  }
  return found;
}

function* neighbours(order: readonly number[]): Generator<readonly number[]> {
  for (const [from, index] of order.entries()) {
    const others = order.toSpliced(from, 1);
    for (let to = 0; to <= others.length; to++) {
      if (to !== from) yield others.toSpliced(to, 0, index);
    }
    for (let to = from + 1; to < order.length; to++) {
      yield order.with(from, order[to] ?? index).with(to, index);
    }
  }
}
