import type { StatsErrorDetails } from '../errors/stats-error.ts';

/** What a gzip stream is that cannot be unpacked to its end. */
export function damagedGzip(
  reason: string,
): Pick<StatsErrorDetails, 'code' | 'expected' | 'found'> {
  return { code: 'gzip', expected: 'a whole gzip stream', found: `a damaged one (${reason})` };
}
