import { sum } from 'd3-array';
/** A target of another weight than most has to be that much likelier (in ln), and more for odd ratios. */
const PENALTY = 2;
/** Unequal weights are believed at odds of e to this. */
const LEAST_GAIN = 4;
const MOST_PARTS = 32;

/** Weights that may be the targets', and ln of how likely they are beforehand. */
export interface WeightGuess {
  readonly weights: readonly number[];
  readonly logPrior: number;
}

/** As many of the likeliest guesses are looked into, if they are not worse by e to this than the best. */
const MOST_GUESSES = 4;
const WORSE = 6;

/**
 * The weights, small whole numbers, that explain where connections went, the likeliest first; all 1
 * alone unless others explain it much better.
 *
 * @param connects [epoch][target]
 * @param sets [epoch][target]: whether it was there
 */
export function estimateWeights(
  connects: readonly Float64Array[],
  sets: readonly (readonly boolean[])[],
): WeightGuess[] {
  const targets = connects[0]?.length ?? 0;
  const fit = (weights: readonly number[]): number => {
    let logLikelihood = 0;
    for (const [epoch, row] of connects.entries()) {
      const offered = weights.map((weight, target) =>
        sets[epoch]?.[target] === true ? weight : 0,
      );
      const total = sum(offered);
      for (const [target, count] of row.entries()) {
        const weight = offered[target] ?? 0;
        if (count > 0 && weight > 0) logLikelihood += count * Math.log(weight / total);
      }
    }
    return logLikelihood;
  };
  const priorOf = (weights: readonly number[]): number => {
    const usual = mode(weights);
    const penalty = (weight: number): number =>
      weight === usual ? 0 : -PENALTY - Math.log(Math.max(weight, usual));
    return sum(weights, penalty);
  };
  const guess = (weights: readonly number[]): WeightGuess & { readonly score: number } => {
    const logPrior = priorOf(weights);
    return { weights, logPrior, score: fit(weights) + logPrior };
  };
  const even = new Array<number>(targets).fill(1);
  const shares = relativeShares(connects, sets);
  const guesses = new Map([[even.join(), guess(even)]]);
  const least = Math.min(...shares);
  for (let parts = 4; parts <= MOST_PARTS && targets > 0; parts++) {
    const rounded = shares.map((share) => Math.max(1, Math.round(((share / least) * parts) / 4)));
    const weights = [...reduced(Float64Array.from(rounded))];
    guesses.set(weights.join(), guess(weights));
  }
  const all = [...guesses.values()].sort((a, b) => b.score - a.score);
  const best = all[0]?.score ?? 0;
  if (best < guess(even).score + LEAST_GAIN) return [guess(even)];
  return all.filter(({ score }) => score >= best - WORSE).slice(0, MOST_GUESSES);
}

/** The targets' weights relative to each other, as the epochs in which they took part have them. */
function relativeShares(
  connects: readonly Float64Array[],
  sets: readonly (readonly boolean[])[],
): number[] {
  const targets = connects[0]?.length ?? 0;
  let shares = new Array<number>(targets).fill(1);
  // Zermelo's iteration for the model of Bradley, Terry and Luce.
  for (let round = 0; round < 30; round++) {
    const wins = new Array<number>(targets).fill(0.5);
    const chances = new Array<number>(targets).fill(0.5);
    for (const [epoch, row] of connects.entries()) {
      const isIn = sets[epoch] ?? [];
      const total = sum(shares, (share, i) => (isIn[i] === true ? share : 0));
      const all = sum(row);
      for (let i = 0; i < targets; i++) {
        if (isIn[i] !== true) continue;
        wins[i] = (wins[i] as number) + (row[i] ?? 0);
        chances[i] = (chances[i] as number) + all / total;
      }
    }
    shares = wins.map((count, i) => count / (chances[i] as number));
  }
  return shares;
}

function mode(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0] ?? 1;
}

/** The same ratios in the least whole numbers. */
export function reduced(weights: Float64Array): Float64Array {
  const divisor = weights.reduce((a, b) => greatestCommonDivisor(a, b), 0);
  return weights.map((weight) => weight / Math.max(1, divisor));
}

function greatestCommonDivisor(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y > 0) [x, y] = [y, x % y];
  return x;
}
