import type { Nanoseconds } from '../units.ts';

/** A connection that was lost just now. */
export interface Loss {
  /** Since the start of the run. */
  readonly timeNs: Nanoseconds;
  /** Client (slot), from 0. */
  readonly client: number;
  /** The server's host name; '' = no echo came. */
  readonly host: string;
  readonly err: string;
  readonly cause: string;
}
