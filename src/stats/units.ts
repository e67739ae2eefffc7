/** Nanoseconds; an integer held exactly in a double (up to 2^53 ns, 104 days). */
export type Nanoseconds = number;

/** Kilobytes a second, where a kilobyte is 1024 bytes (as in the original). */
export type KBps = number;

export const NS_PER_US = 1e3;
export const NS_PER_MS = 1e6;
export const NS_PER_S = 1e9;
export const BYTES_PER_KB = 1024;

/** Milliseconds of a clock as whole nanoseconds. */
export function msToNs(ms: number): Nanoseconds {
  return Math.round(ms * NS_PER_MS);
}

/**
 * Nanoseconds as seconds, rounded exactly as Go's `time.Duration.Seconds` rounds
 * (whole seconds and the rest are converted apart), so that printed figures agree to the last digit.
 */
export function nsToSeconds(ns: Nanoseconds): number {
  const seconds = Math.trunc(ns / NS_PER_S);
  return seconds + (ns - seconds * NS_PER_S) / NS_PER_S;
}
