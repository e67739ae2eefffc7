import type { Milliseconds } from '../../platform/clock.ts';
import { Tally, type Counted } from './tally.ts';

/** A packet that leaves so much after its time is late: the tester's fault, and not the network's. */
export const LATE_MS: Milliseconds = 10;

/** What was measured in some span of time; lists of counts are to be put together. */
export interface Measured {
  /** From a packet's scheduled time to its echo. */
  readonly roundTrips: readonly Counted[];
  /** From a packet's scheduled time to its send. */
  readonly lateness: readonly Counted[];
  /** Packets sent more than 10 ms after their time. */
  readonly late: number;
  /** How long the event loop kept timers waiting, looked at every 10 ms. */
  readonly loopDelays: readonly Counted[];
}

/** Measures what one thread's traffic tells of every packet. */
export class Meter {
  readonly #roundTrips = new Tally();
  readonly #lateness = new Tally();
  #late = 0;

  sent(latenessMs: Milliseconds): void {
    if (latenessMs > LATE_MS) this.#late++;
    this.#lateness.record(latenessMs);
  }

  echoed(roundTripMs: Milliseconds): void {
    this.#roundTrips.record(roundTripMs);
  }

  /** What was measured since the last time. */
  drain(): Omit<Measured, 'loopDelays'> {
    const late = this.#late;
    this.#late = 0;
    return { roundTrips: [this.#roundTrips.drain()], lateness: [this.#lateness.drain()], late };
  }
}
