import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/stats/pure.ts';
import { drawBinomial } from '../../../src/analyze/statistics/binomial.ts';
import {
  chiSquare,
  chiSquareCritical,
  chiSquareOfEven,
  chiSquareP,
} from '../../../src/analyze/statistics/chi-square.ts';
import { evenTest, evenTests } from '../../../src/analyze/statistics/even-test.ts';
import { logFactorial, logGamma } from '../../../src/analyze/statistics/gamma.ts';
import { drawEvenly } from '../../../src/analyze/statistics/multinomial.ts';
import { quantile } from '../../../src/analyze/statistics/quantile.ts';

describe('the chi-square distribution', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4.
  it.each([
    [3.841, 1, 0.05],
    [7.815, 3, 0.05],
    [18.307, 10, 0.05],
    [23.209, 10, 0.01],
    [124.342, 100, 0.05],
    [149.449, 100, 0.001],
  ])('a statistic of %d on %d degrees of freedom', (statistic, degrees, p) => {
    expect(chiSquareP(statistic, degrees)).toBeCloseTo(p, 4);
    expect(chiSquareCritical(p, degrees)).toBeCloseTo(statistic, 2);
  });

  it('of two degrees of freedom is exponential', () => {
    for (const x of [0, 0.1, 1, 5, 50, 700]) {
      expect(chiSquareP(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
    }
  });

  it('of nothing to test says nothing', () => {
    expect(chiSquareP(0, 0)).toBe(1);
    expect(chiSquareP(0, 3)).toBe(1);
  });
});

describe('the gamma function', () => {
  it('is the factorial of whole numbers', () => {
    let factorial = 1;
    for (let n = 1; n < 20; n++) {
      expect(Math.exp(logGamma(n)) / factorial).toBeCloseTo(1, 12);
      expect(Math.exp(logFactorial(n - 1)) / factorial).toBeCloseTo(1, 12);
      factorial *= n;
    }
    for (const n of [1023, 1024, 1e6]) {
      expect(logFactorial(n) / logGamma(n + 1)).toBeCloseTo(1, 13);
    }
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(logGamma(0.25) + logGamma(0.75)).toBeCloseTo(Math.log(Math.PI * Math.SQRT2), 12);
  });
});

describe("Pearson's statistic", () => {
  it('of counts against expected ones', () => {
    expect(chiSquare([12, 8], [10, 10])).toBeCloseTo(0.8, 12);
    expect(chiSquare([5, 1], [5, 0])).toBe(0);
  });

  it('of counts against an even spread is the same as against the means', () => {
    for (const counts of [[38, 27, 24, 31], [0, 0, 0], [1], [7, 0, 0, 0, 0]]) {
      const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
      expect(chiSquareOfEven(counts)).toBeCloseTo(
        chiSquare(
          counts,
          counts.map(() => mean),
        ),
        10,
      );
    }
  });
});

/** Exact probabilities of a binomial distribution. */
function binomial(n: number, p: number): number[] {
  return Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(
      logGamma(n + 1) -
        logGamma(k + 1) -
        logGamma(n - k + 1) +
        k * Math.log(p) +
        (n - k) * Math.log(1 - p),
    ),
  );
}

describe('random numbers', () => {
  it('are the same for the same seed, and others for another', () => {
    const draw = (seed: number): number[] => {
      const random = createRandom(seed);
      return Array.from({ length: 5 }, () => random.unit());
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('fall evenly into cells', () => {
    const random = createRandom(3);
    const cells = Array.from({ length: 64 }, () => 0);
    for (let i = 0; i < 64_000; i++) {
      const cell = random.integer(64);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    expect(evenTest(cells).p).toBeGreaterThan(0.001);
  });

  it.each([
    [20, 0.1],
    [20, 0.9],
    [200, 0.02],
    [60, 0.5],
    [400, 0.3],
    [1000, 0.75],
  ])('of a binomial distribution, n = %d, p = %d, are distributed as it', (n, p) => {
    const random = createRandom(7);
    const trials = 40_000;
    const counts = new Float64Array(n + 1);
    for (let i = 0; i < trials; i++) {
      const k = drawBinomial(random, n, p);
      counts[k] = (counts[k] as number) + 1;
    }
    // Rare outcomes are put together, so that each cell expects enough.
    const observed: number[] = [0];
    const expected: number[] = [0];
    for (const [k, chance] of binomial(n, p).entries()) {
      const last = expected.length - 1;
      observed[last] = (observed[last] ?? 0) + (counts[k] ?? 0);
      expected[last] = (expected[last] ?? 0) + chance * trials;
      if ((expected[last] ?? 0) >= 20) {
        observed.push(0);
        expected.push(0);
      }
    }
    const rest = expected.pop() ?? 0;
    expected[expected.length - 1] = (expected.at(-1) ?? 0) + rest;
    const restObserved = observed.pop() ?? 0;
    observed[observed.length - 1] = (observed.at(-1) ?? 0) + restObserved;
    expect(chiSquareP(chiSquare(observed, expected), expected.length - 1)).toBeGreaterThan(0.001);
  });

  it('of a sure thing are sure', () => {
    const random = createRandom(1);
    expect([0, 1].map((p) => drawBinomial(random, 9, p))).toEqual([0, 9]);
    expect(drawBinomial(random, 0, 0.5)).toBe(0);
  });

  it.each([3, 40, 100_000])('%d thrown into cells are all there', (n) => {
    const cells = new Float64Array(7);
    drawEvenly(createRandom(5), n, cells);
    expect(cells.reduce((sum, count) => sum + count, 0)).toBe(n);
  });
});

describe('a quantile by nearest rank', () => {
  it.each([
    [0, 1],
    [0.05, 1],
    [0.5, 10],
    [0.51, 11],
    [0.95, 19],
    [0.99, 20],
    [1, 20],
  ])('%d of 1 … 20 is %d', (share, value) => {
    const values = Array.from({ length: 20 }, (_, i) => i + 1);
    expect(quantile(values, share)).toBe(value);
  });

  it('of nothing is nothing', () => {
    expect(quantile([], 0.5)).toBeUndefined();
  });
});

describe('the test for an even spread', () => {
  it.each([
    { counts: [2, 0], p: 0.5 },
    { counts: [3, 0, 0], p: 1 / 9 },
    { counts: [2, 1, 0], p: 7 / 9 },
    { counts: [4, 0], p: 1 / 8 },
    { counts: [1, 0, 0, 0], p: 1 },
  ])('of so few as $counts simulates the exact p', ({ counts, p }) => {
    const found = evenTest(counts);
    expect(found.simulated).toBe(true);
    expect(Math.abs((found.p ?? NaN) - p)).toBeLessThan(0.02);
  });

  it('of enough takes the chi-square distribution', () => {
    const found = evenTest([38, 27, 24, 31]);
    expect(found).toMatchObject({ degreesOfFreedom: 3, simulated: false });
    expect(found.chiSquare).toBeCloseTo(3.667, 3);
    expect(found.p).toBeCloseTo(0.2998, 3);
  });

  it('of one cell, or of nothing, has nothing to test', () => {
    for (const counts of [[], [9], [0, 0, 0]]) {
      expect(evenTest(counts)).toMatchObject({ degreesOfFreedom: 0, p: null, simulated: false });
    }
  });

  it('of several sets adds them up', () => {
    const { each, overall } = evenTests([
      [38, 27, 24, 31],
      [8, 12, 18],
    ]);
    expect(overall.chiSquare).toBeCloseTo(
      each.reduce((sum, { chiSquare: one }) => sum + one, 0),
      12,
    );
    expect(overall.degreesOfFreedom).toBe(5);
    expect(overall.p).toBeCloseTo(chiSquareP(overall.chiSquare, 5), 12);
  });

  it.each([
    { cells: 4, n: 120 },
    { cells: 3, n: 8 },
  ])('of $n in $cells cells is wrong as often as it says', ({ cells, n }) => {
    const random = createRandom(11);
    const runs = 1000;
    const counts = new Float64Array(cells);
    let [below5, below20] = [0, 0];
    for (let run = 0; run < runs; run++) {
      drawEvenly(random, n, counts);
      const { p } = evenTest([...counts]);
      if (p === null) throw new Error('expected a test');
      if (p < 0.05) below5++;
      if (p < 0.2) below20++;
    }
    // 99.9 % of binomial counts lie below; few different outcomes make small p-values rarer.
    expect(below5).toBeLessThanOrEqual(75);
    expect(below20).toBeLessThanOrEqual(242);
    if (n > 100) {
      expect(below5).toBeGreaterThanOrEqual(29);
      expect(below20).toBeGreaterThanOrEqual(160);
    }
  });
});
