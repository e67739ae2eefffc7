import type { Milliseconds } from '../../../platform/clock.ts';

/** The wait for the answer to the first SYN (RFC 6298). */
const FIRST_WAIT_MS = 1000;
/** The system's timer may be so late, and an answer takes its time: a SYN that is younger was not in vain. */
const MOST_LATE_MS = 100;

/** When the SYNs of one attempt are sent, as time since its beginning. */
export class SynTimes {
  readonly #linearTimeouts: number;

  /** @param linearTimeouts waits that are not doubled yet; see `linearSynTimeouts` */
  constructor(linearTimeouts: number) {
    this.#linearTimeouts = linearTimeouts;
  }

  /** Of the SYN that was sent again for so many times; 0 = the first. */
  at(retransmits: number): Milliseconds {
    const even = Math.min(retransmits, this.#linearTimeouts + 1);
    return FIRST_WAIT_MS * (even + 2 ** (retransmits - even + 1) - 2);
  }

  /** How many were sent again within a time, where the system does not tell. */
  retransmitsWithin(elapsedMs: Milliseconds): number {
    let count = 0;
    while (this.at(count + 1) <= elapsedMs) count++;
    return count;
  }

  /** The last one that had its time to be answered within a time. */
  lastWithin(elapsedMs: Milliseconds): Milliseconds {
    return this.at(this.retransmitsWithin(elapsedMs - MOST_LATE_MS));
  }
}
