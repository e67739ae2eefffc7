import { NS_PER_US, type Nanoseconds } from '../units.ts';

/**
 * How often durations occurred, as plain data. Buckets are the same everywhere, so that those of
 * several seconds, threads or runs can be added; only those that hold something are here.
 */
export interface DurationCounts {
  /** Greatest duration that each bucket takes, ascending; what is greater belongs to a later one. */
  readonly boundsNs: readonly Nanoseconds[];
  /** How many each bucket took. */
  readonly counts: readonly number[];
}

/** Buckets up to twice a duration: a bound is at most a sixteenth above what its bucket holds. */
const PER_DOUBLING = 16;
/** From here on buckets grow; below it every microsecond has one. */
const FINE_US = 2 * PER_DOUBLING;

/**
 * The least bound of a bucket that takes a duration.
 *
 * @param us whole microseconds, from 0 to 2^31
 */
export function bucketBoundUs(us: number): number {
  if (us <= FINE_US) return us;
  const step = 2 ** (31 - Math.clz32(us - 1)) / PER_DOUBLING;
  return Math.ceil(us / step) * step;
}

/**
 * Counts in buckets.
 *
 * @param parts each value, count, value, count, …; values are whole microseconds
 */
export function durationCounts(parts: Iterable<ArrayLike<number>>): DurationCounts {
  const byBound = new Map<number, number>();
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) {
      const boundUs = bucketBoundUs(part[at] as number);
      byBound.set(boundUs, (byBound.get(boundUs) ?? 0) + (part[at + 1] as number));
    }
  }
  const buckets = [...byBound].sort(([a], [b]) => a - b);
  return {
    boundsNs: buckets.map(([boundUs]) => boundUs * NS_PER_US),
    counts: buckets.map(([, count]) => count),
  };
}
