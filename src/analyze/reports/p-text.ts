import type { EvenTest } from '../statistics/even-test.ts';

/** The p-value of a test in three digits; "~" before what was simulated, "-" where there was nothing to test. */
export function pText({ p, simulated }: EvenTest): string {
  if (p === null) return '-';
  return `${simulated ? '~' : ''}${p < 0.001 ? '<0.001' : p.toFixed(3)}`;
}

/** The same within a sentence: "p = 0.050", "p < 0.001". */
export function pSentence(p: number, simulated = false): string {
  return `p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}${simulated ? ' (simulated)' : ''}`;
}
