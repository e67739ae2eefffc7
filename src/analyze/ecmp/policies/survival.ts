import type { OrderedPolicy } from './policy.ts';
import { totalsOf, type TargetSets } from './target-sets.ts';

/**
 * The probability that a flow, established in epoch `born`, survives change k if it survived those
 * before, at index k - born. The first value is the share of the hash space that its target had.
 */
export type Survival = Float64Array;

/** What is less than this of the hash space is rounding. */
const NOTHING = 1e-12;

/** A target's place among the others, epoch by epoch, in units of weight. */
export interface Place {
  /** 0 = it is not in the set. */
  readonly weight: Float64Array;
  /** Weight of the targets that stand before it. */
  readonly start: Float64Array;
}

/**
 * Survival from the share of the hash space that agrees with where a flow was since an epoch.
 *
 * @param agreeing share for epochs `from` to `epoch`, called with rising epochs
 */
function survivalBy(
  born: number,
  epochs: number,
  agreeing: (from: number, epoch: number) => number,
): Survival {
  const survival = new Float64Array(epochs - born);
  let from = born;
  let before = 1;
  for (let epoch = born; epoch < epochs; epoch++) {
    let share = agreeing(from, epoch);
    survival[epoch - born] = before < NOTHING ? 0 : Math.min(1, share / before);
    // Who should not be here tells nothing of what came before.
    if (share < NOTHING) {
      from = epoch;
      share = agreeing(from, epoch);
    }
    before = share;
  }
  return survival;
}

/** hash-threshold (RFC 2992): each target owns an interval of the hash space, in their order. */
function thresholdSurvival({ weight, start }: Place, totals: Float64Array, born: number): Survival {
  let low = 0;
  let high = 1;
  return survivalBy(born, totals.length, (from, epoch) => {
    if (epoch === from) [low, high] = [0, 1];
    const begin = start[epoch] as number;
    low = Math.max(low, begin / (totals[epoch] as number));
    high = Math.min(high, (begin + (weight[epoch] as number)) / (totals[epoch] as number));
    return Math.max(0, high - low);
  });
}

/** Where there are more residues than this, some are sampled. */
const MOST_RESIDUES = 5040;
const SAMPLED_RESIDUES = 2048;
/** Weyl's sequence: hash values spread evenly, and unrelated to small divisors. */
const GOLDEN = 0x9e3779b1;

/** modulo-N (RFC 2991): the hash value modulo the number of targets (or of their weights) is the place. */
function moduloSurvival({ weight, start }: Place, totals: Float64Array, born: number): Survival {
  let period = 1;
  for (let epoch = born; epoch < totals.length && period <= MOST_RESIDUES; epoch++) {
    const total = totals[epoch] as number;
    if (total > 0) period = leastCommonMultiple(period, total);
  }
  const isSampled = period > MOST_RESIDUES;
  const all = Array.from({ length: isSampled ? SAMPLED_RESIDUES : period }, (_, i) =>
    isSampled ? Math.imul(i + 1, GOLDEN) >>> 0 : i,
  );
  let values = all;
  return survivalBy(born, totals.length, (from, epoch) => {
    if (epoch === from) values = all;
    const begin = start[epoch] as number;
    const end = begin + (weight[epoch] as number);
    const total = totals[epoch] as number;
    values = values.filter((value) => {
      const place = value % total;
      return place >= begin && place < end;
    });
    return values.length / all.length;
  });
}

/** Survival under a policy that goes by the order of the targets. */
export function orderedSurvival(
  policy: OrderedPolicy,
  place: Place,
  totals: Float64Array,
  born: number,
): Survival {
  return policy === 'modulo'
    ? moduloSurvival(place, totals, born)
    : thresholdSurvival(place, totals, born);
}

/** re-hash: each change draws all flows anew. */
export function rehashSurvival(
  { weights, changed }: TargetSets,
  target: number,
  born: number,
): Survival {
  const totals = totalsOf(weights);
  let share = 1;
  return survivalBy(born, weights.length, (from, epoch) => {
    const own = (weights[epoch]?.[target] ?? 0) / (totals[epoch] as number);
    if (epoch === from) share = own;
    else if (changed[epoch] === true) share *= own;
    return share;
  });
}

/**
 * Highest random weight: target i draws an exponential time of rate w_i, the earliest has the flow.
 * t is before i in each epoch if i's draw exceeds t's by the largest ratio of their weights, so
 * that t is before all others with probability 1 / (1 + sum of the largest w_i / w_t). Equal
 * weights: one of all targets that the flow ever had to choose from.
 */
export function consistentSurvival(
  { weights }: TargetSets,
  target: number,
  born: number,
): Survival {
  const ratios = new Float64Array(weights[0]?.length ?? 0);
  return survivalBy(born, weights.length, (from, epoch) => {
    if (epoch === from) ratios.fill(0);
    const row = weights[epoch] ?? ratios;
    const own = row[target] ?? 0;
    if (own === 0) return 0;
    let sum = 1;
    for (let other = 0; other < ratios.length; other++) {
      if (other === target) continue;
      ratios[other] = Math.max(ratios[other] as number, (row[other] as number) / own);
      sum += ratios[other] as number;
    }
    return 1 / sum;
  });
}

/**
 * A table of buckets (Linux' resilient next-hop groups, Maglev): what a removed target had is dealt
 * out, and an added one takes its share of every other's, whoever had it before. A flow stays while
 * its target's share does not shrink.
 */
export function bucketSurvival({ weights }: TargetSets, target: number, born: number): Survival {
  const totals = totalsOf(weights);
  const shareIn = (epoch: number): number =>
    (weights[epoch]?.[target] ?? 0) / (totals[epoch] as number);
  let share = 1;
  return survivalBy(born, weights.length, (from, epoch) => {
    if (epoch === from) {
      share = shareIn(epoch);
    } else {
      const before = shareIn(epoch - 1);
      share *= before === 0 ? 0 : Math.min(1, shareIn(epoch) / before);
    }
    return share;
  });
}

/** The same where each change of the set moves a share of the flows that had no need to (Maglev). */
export function withSurplus(
  survival: Survival,
  { weights }: TargetSets,
  born: number,
  surplus: number,
): Survival {
  return survival.map((value, index) => {
    const [before, after] = [weights[born + index - 1], weights[born + index]];
    const isChanged = before?.some((weight, target) => weight !== after?.[target]) ?? false;
    return index > 0 && isChanged ? value * (1 - surplus) : value;
  });
}

/** Connection tracking: a flow stays while its target is there. */
export function statefulSurvival({ weights }: TargetSets, target: number, born: number): Survival {
  const totals = totalsOf(weights);
  return survivalBy(born, weights.length, (from, epoch) => {
    if ((weights[epoch]?.[target] ?? 0) === 0) return 0;
    return (weights[from]?.[target] ?? 0) / (totals[from] as number);
  });
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
