import type { Milliseconds } from '../../../platform/clock.ts';

const STEP_MS = 100;
const MOST_MS = 1000;

/** How long to wait after so many failed attempts in a row, before the next. */
export function backOffMs(failures: number): Milliseconds {
  return Math.min(failures * STEP_MS, MOST_MS);
}
