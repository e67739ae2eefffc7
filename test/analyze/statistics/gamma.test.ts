import { describe, expect, it } from 'vitest';
import { chiSquareCritical, chiSquareP } from '../../../src/analyze/statistics/chi-square.ts';
import { logFactorial, logGamma, upperGamma } from '../../../src/analyze/statistics/gamma.ts';
import { CHI_SQUARE_P, LOG_FACTORIAL, LOG_GAMMA, UPPER_GAMMA } from './gamma-reference.ts';

/** Of a logarithm, which is 0 at some places: absolute below 1, relative above. */
function errorOfLog(found: number, value: number): number {
  return Math.abs(found - value) / Math.max(1, Math.abs(value));
}

/**
 * What rounding may cost Q(a, x), relative to its value: its scale is the exponential of a difference
 * between numbers as great as a and x, and the series is taken from 1.
 */
function toleranceOfQ(a: number, x: number, value: number): number {
  const isSeries = x < a + 1;
  return 1e-14 * Math.max(1, a, x) + (isSeries ? 1e-15 / value : 0);
}

describe('against reference values', () => {
  it.each(LOG_GAMMA)('logGamma(%d) is %d', (x, value) => {
    expect(errorOfLog(logGamma(x), value)).toBeLessThan(4e-15);
  });

  it.each(LOG_FACTORIAL)('logFactorial(%d) is %d', (n, value) => {
    expect(errorOfLog(logFactorial(n), value)).toBeLessThan(2e-15);
  });

  it.each(UPPER_GAMMA)('upperGamma(%d, %d) is %d', (a, x, value) => {
    expect(Math.abs(upperGamma(a, x) / value - 1)).toBeLessThan(toleranceOfQ(a, x, value));
  });

  it('of upperGamma both branches are looked at, for small arguments and for large', () => {
    for (const isSeries of [true, false]) {
      const rows = UPPER_GAMMA.filter(([a, x]) => x < a + 1 === isSeries);
      expect(rows.filter(([a]) => a < 1).length).toBeGreaterThan(5);
      expect(rows.filter(([a]) => a > 1000).length).toBeGreaterThan(5);
    }
  });

  it.each(CHI_SQUARE_P)('chiSquareP(%d, %d) is %d', (statistic, degrees, value) => {
    const tolerance = toleranceOfQ(degrees / 2, statistic / 2, value);
    expect(Math.abs(chiSquareP(statistic, degrees) / value - 1)).toBeLessThan(tolerance);
  });

  // Nearer to 1 or 0 a probability does not tell its statistic to so many digits.
  it.each(CHI_SQUARE_P.filter(([, , p]) => p > 1e-12 && p < 0.999))(
    'chiSquareCritical finds %d, on %d degrees of freedom, of %d',
    (statistic, degrees, p) => {
      expect(Math.abs(chiSquareCritical(p, degrees) / statistic - 1)).toBeLessThan(1e-11);
    },
  );
});
