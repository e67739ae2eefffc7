import { NS_PER_MS, NS_PER_S, nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';

/** A duration for people: `250 ms`, `24.999 s`. */
export function durationText(ns: Nanoseconds): string {
  if (ns < NS_PER_S) return `${trimmed(ns / NS_PER_MS)} ms`;
  return `${trimmed(nsToSeconds(ns))} s`;
}

/** An instant of the run for people, to the millisecond: `3.060 s`. */
export function instantText(ns: Nanoseconds): string {
  return `${nsToSeconds(ns).toFixed(3)} s`;
}

function trimmed(value: number): string {
  return String(Number(value.toFixed(3)));
}
