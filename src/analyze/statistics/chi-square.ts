// As with the gamma functions that it rests on: d3-array has no tests or distributions.
import { upperGamma } from './gamma.ts';

/** Pearson's statistic: the sum of (observed - expected)^2 / expected over cells that expect something. */
export function chiSquare(observed: ArrayLike<number>, expected: ArrayLike<number>): number {
  let sum = 0;
  for (let cell = 0; cell < observed.length; cell++) {
    const hoped = expected[cell] ?? 0;
    if (hoped > 0) sum += ((observed[cell] ?? 0) - hoped) ** 2 / hoped;
  }
  return sum;
}

/** Pearson's statistic of counts against as many in every cell. */
export function chiSquareOfEven(counts: ArrayLike<number>): number {
  let total = 0;
  let squares = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const count = counts[cell] ?? 0;
    total += count;
    squares += count * count;
  }
  return total === 0 ? 0 : Math.max(0, (squares * counts.length) / total - total);
}

/** The probability that chance alone makes a statistic at least so great. */
export function chiSquareP(statistic: number, degreesOfFreedom: number): number {
  return degreesOfFreedom <= 0 ? 1 : upperGamma(degreesOfFreedom / 2, statistic / 2);
}

/** The statistic whose probability is `p`, from 0 to 1, both excluded. */
export function chiSquareCritical(p: number, degreesOfFreedom: number): number {
  let low = 0;
  let high = Math.max(1, degreesOfFreedom);
  while (chiSquareP(high, degreesOfFreedom) > p) high *= 2;
  for (let i = 0; i < 100 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (chiSquareP(middle, degreesOfFreedom) > p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
