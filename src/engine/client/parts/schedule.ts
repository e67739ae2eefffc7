import type { Milliseconds } from '../../platform/clock.ts';

/** Share of an interval that must be left of the run for a report, lest the last interval be a sliver. */
const LEAST_REST = 0.1;

/** Number of the interval that ended last, from 1; 0 = the first is under way. */
export function intervalsOver(nowMs: Milliseconds, intervalMs: Milliseconds): number {
  return Math.floor(nowMs / intervalMs);
}

/**
 * The next time at which an interval ends: exact multiples, so that nothing drifts; Infinity where the
 * run ends with that interval, or so soon after that the two count as one.
 */
export function nextEnd(
  nowMs: Milliseconds,
  intervalMs: Milliseconds,
  durationMs: Milliseconds,
): Milliseconds {
  const endMs = (intervalsOver(nowMs, intervalMs) + 1) * intervalMs;
  return endMs < durationMs - intervalMs * LEAST_REST ? endMs : Infinity;
}
