import type { StatsErrorCode } from '../errors/stats-error.ts';

/** Returned by every scanning function where the bytes at hand end before the thing does. */
export const INCOMPLETE = -1;

/**
 * What is wrong at a place in the parser's buffer. It never leaves the parser, which knows the
 * file's name, the offset of the buffer and the JSON path, and makes a `StatsError` of it.
 */
export class Fault extends Error {
  readonly position: number;
  readonly expected: string;
  readonly code: StatsErrorCode;
  /** Path below the thing that was being read, as `.Ended`. */
  readonly member: string;

  constructor(
    position: number,
    expected: string,
    { code = 'syntax', member = '' }: { code?: StatsErrorCode; member?: string } = {},
  ) {
    super(expected);
    this.position = position;
    this.expected = expected;
    this.code = code;
    this.member = member;
  }
}
