import { sum } from 'd3-array';
import { createRandom } from '../../stats/pure.ts';
import { chiSquareOfEven, chiSquareP } from './chi-square.ts';
import { drawEvenly } from './multinomial.ts';

/** Whether counts look as if each had fallen into any cell with the same probability. */
export interface EvenTest {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Probability that chance alone spreads them at least so unevenly; null = without a degree of freedom there is nothing to test. */
  readonly p: number | null;
  /** Whether `p` comes of a simulation: counts are too small for the chi-square distribution. */
  readonly simulated: boolean;
}

/** Below this in a cell the chi-square distribution is no good approximation (Cochran 1954). */
const LEAST_EXPECTED = 5;
const TRIALS = 10_000;
/** Cells that all trials together may draw; large runs of many small steps get fewer trials. */
const MOST_CELLS = 20_000_000;
const LEAST_TRIALS = 200;
const SEED = 1;

/** Tests one set of counts against an even spread. */
export function evenTest(counts: readonly number[]): EvenTest {
  return evenTests([counts]).overall;
}

/**
 * Tests several independent sets of counts, each against an even spread, and all together: the sum
 * of their statistics. Where an expected count is below 5, p is the share of simulated spreads that
 * are at least as uneven, the one at hand among them (Davison and Hinkley 1997, 4.2.5).
 */
export function evenTests(sets: readonly (readonly number[])[]): {
  readonly each: readonly EvenTest[];
  readonly overall: EvenTest;
} {
  const found = sets.map((counts) => {
    const total = sum(counts);
    return {
      total,
      cells: counts.length,
      chiSquare: chiSquareOfEven(counts),
      degreesOfFreedom: total === 0 ? 0 : Math.max(0, counts.length - 1),
      small: total > 0 && counts.length > 1 && total < LEAST_EXPECTED * counts.length,
    };
  });
  const chiSquare = sum(found, (set) => set.chiSquare);
  const degreesOfFreedom = sum(found, (set) => set.degreesOfFreedom);
  const simulated = found.some(({ small }) => small);
  const shares = simulated ? simulatedP(found, chiSquare) : undefined;
  return {
    each: found.map((set, index) => ({
      chiSquare: set.chiSquare,
      degreesOfFreedom: set.degreesOfFreedom,
      p:
        set.degreesOfFreedom === 0
          ? null
          : set.small && shares !== undefined
            ? (shares.each[index] ?? 1)
            : chiSquareP(set.chiSquare, set.degreesOfFreedom),
      simulated: set.small,
    })),
    overall: {
      chiSquare,
      degreesOfFreedom,
      p:
        degreesOfFreedom === 0
          ? null
          : (shares?.overall ?? chiSquareP(chiSquare, degreesOfFreedom)),
      simulated,
    },
  };
}

/** A statistic that is the same but for rounding is as great. */
const ROUNDING = 1 - 1e-9;

function simulatedP(
  sets: readonly { readonly total: number; readonly cells: number; readonly chiSquare: number }[],
  overall: number,
): { readonly each: readonly number[]; readonly overall: number } {
  const random = createRandom(SEED);
  const cells = sum(sets, (set) => set.cells);
  const trials = Math.max(LEAST_TRIALS, Math.min(TRIALS, Math.floor(MOST_CELLS / cells)));
  const draws = sets.map((set) => new Float64Array(set.cells));
  const reached = new Uint32Array(sets.length);
  let overallReached = 0;
  for (let trial = 0; trial < trials; trial++) {
    let sum = 0;
    for (const [index, set] of sets.entries()) {
      const drawn = draws[index] as Float64Array;
      drawEvenly(random, set.total, drawn);
      const statistic = chiSquareOfEven(drawn);
      sum += statistic;
      if (statistic >= set.chiSquare * ROUNDING) reached[index] = (reached[index] as number) + 1;
    }
    if (sum >= overall * ROUNDING) overallReached++;
  }
  const share = (count: number): number => (count + 1) / (trials + 1);
  return { each: Array.from(reached, share), overall: share(overallReached) };
}
