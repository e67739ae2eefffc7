import { performance } from 'node:perf_hooks';
import type { Clock } from '../../platform/clock.ts';
import { wallClock } from '../../platform/wall-clock.ts';

/** The instant from which a run's times are counted; the same in all threads of this process. */
export interface StartOfRun {
  /** Of the system's monotonic clock. */
  readonly monotonicNs: bigint;
  /** RFC 3339. */
  readonly wallClock: string;
}

export function startOfRun(): StartOfRun {
  return { monotonicNs: process.hrtime.bigint(), wallClock: wallClock() };
}

/** Counts from the start of the run, in this thread. */
export function clockFrom({ monotonicNs }: StartOfRun): Clock {
  const sinceMs = Number(process.hrtime.bigint() - monotonicNs) / 1e6;
  const startMs = performance.now() - sinceMs;
  return () => performance.now() - startMs;
}
