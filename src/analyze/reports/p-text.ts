import type { EvenTest } from '../statistics/even-test.ts';

/** A probability in three digits; "<0.001" below. */
export function probabilityText(p: number): string {
  return p < 0.001 ? '<0.001' : p.toFixed(3);
}

/** The p-value of a test; "~" before what was simulated, "-" where there was nothing to test. */
export function pText({ p, simulated, degreesOfFreedom }: EvenTest): string {
  if (degreesOfFreedom === 0) return '-';
  return `${simulated ? '~' : ''}${probabilityText(p)}`;
}
