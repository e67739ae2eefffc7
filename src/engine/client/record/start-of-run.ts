import { performance } from 'node:perf_hooks';
import type { Clock } from '../../platform/clock.ts';

/** The instant from which a run's times are counted; the same in all threads of this process. */
export interface StartOfRun {
  /** Of the system's monotonic clock. */
  readonly monotonicNs: bigint;
  /** RFC 3339. */
  readonly wallClock: string;
}

export function startOfRun(): StartOfRun {
  const monotonicNs = process.hrtime.bigint();
  const coarseMs = Date.now();
  const fineMs = performance.timeOrigin + performance.now();
  // The finer clock does not follow corrections of the wall clock since the process began.
  const agree = Math.abs(fineMs - coarseMs) <= 1;
  return { monotonicNs, wallClock: rfc3339(agree ? fineMs : coarseMs) };
}

/** Counts from the start of the run, in this thread. */
export function clockFrom({ monotonicNs }: StartOfRun): Clock {
  const sinceMs = Number(process.hrtime.bigint() - monotonicNs) / 1e6;
  const startMs = performance.now() - sinceMs;
  return () => performance.now() - startMs;
}

/** As Go writes it: digits of the second as many as needed, at most 9. */
export function rfc3339(epochMs: number): string {
  const wholeMs = Math.floor(epochMs);
  const ns = Math.floor((epochMs - wholeMs) * 1e6);
  const [toSeconds, ms] = new Date(wholeMs).toISOString().slice(0, -1).split('.') as [
    string,
    string,
  ];
  const fraction = `${ms}${String(ns).padStart(6, '0')}`.replace(/0+$/, '');
  return `${toSeconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}
