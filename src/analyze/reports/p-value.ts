import type { EvenTest } from '../statistics/even-test.ts';
import type { Cell } from '../table/table.ts';

/** The p-value of a test in three digits, "~" before what was simulated; none where there was nothing to test. */
export function pCell({ p, simulated }: EvenTest): Cell {
  if (p === null) return null;
  return { text: `${simulated ? '~' : ''}${p < 0.001 ? '<0.001' : p.toFixed(3)}`, values: [p] };
}

/** The same within a sentence: "p = 0.050", "p < 0.001". */
export function pSentence(p: number, simulated = false): string {
  return `p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}${simulated ? ' (simulated)' : ''}`;
}
