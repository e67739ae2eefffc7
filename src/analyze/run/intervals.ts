import { NS_PER_S, type Nanoseconds } from '../../stats/pure.ts';
import { OptionError } from '../support/option-error.ts';

/** Width of the original's rows. */
export const DEFAULT_INTERVAL_NS: Nanoseconds = NS_PER_S;

/** More rows than this are a mistyped width, not a question: 11 days at one a second. */
const MAX_ROWS = 1_000_000;

/** Rows of equal width: row r covers (r * widthNs, (r + 1) * widthNs]. */
export interface Intervals {
  readonly widthNs: Nanoseconds;
  /** Number of rows; what lasts shorter than a row at the end of the run has none. */
  readonly length: number;
}

/** What is asked of everything that is counted per interval. */
export interface IntervalOptions {
  /** Width of an interval; 1 s where absent. */
  readonly intervalNs?: Nanoseconds | undefined;
}

/**
 * The rows of a run: they end at width, 2 x width … before the run's end (as in the original).
 *
 * @throws {OptionError} where the width is not above 0, or makes more than a million rows
 */
export function intervalsOf(
  durationNs: Nanoseconds,
  widthNs: Nanoseconds = DEFAULT_INTERVAL_NS,
): Intervals {
  if (!(widthNs > 0)) throw new OptionError('intervalNs', 'a width above 0', `${widthNs} ns`);
  const length = Math.max(0, ceilDiv(durationNs, widthNs) - 1);
  if (length > MAX_ROWS) {
    throw new OptionError(
      'intervalNs',
      `a width that makes at most ${MAX_ROWS} rows of this run`,
      `${widthNs} ns, which makes ${length}`,
    );
  }
  return { widthNs, length };
}

/** Middle of a row, in whole nanoseconds. */
export function middleNs({ widthNs }: Intervals, row: number): Nanoseconds {
  return row * widthNs + Math.floor(widthNs / 2);
}

/** Whole times that `width` fits into `ns`; exact for all integers that a double holds. */
export function floorDiv(ns: Nanoseconds, width: Nanoseconds): number {
  const quotient = Math.floor(ns / width);
  return quotient * width > ns ? quotient - 1 : quotient;
}

/** Times `width` that it takes to cover `ns`; exact for all integers that a double holds. */
export function ceilDiv(ns: Nanoseconds, width: Nanoseconds): number {
  const quotient = Math.floor(ns / width);
  if (quotient * width > ns) return quotient;
  return quotient * width < ns ? quotient + 1 : quotient;
}
