import type { Clock, Milliseconds } from '../../platform/clock.ts';
import { Tally, type Counted } from './tally.ts';

const WATCH_INTERVAL_MS: Milliseconds = 10;

/**
 * Watches how long the event loop of this thread keeps a timer waiting. Lateness of packets alone would
 * not tell: one that is a whole interval late is dropped, and never sent.
 */
export class LoopWatch {
  readonly #now: Clock;
  readonly #delays = new Tally();
  #dueMs: Milliseconds;
  #timer: NodeJS.Timeout;
  #stopped = false;

  constructor(now: Clock) {
    this.#now = now;
    this.#dueMs = now() + WATCH_INTERVAL_MS;
    this.#timer = setTimeout(this.#look, WATCH_INTERVAL_MS);
  }

  /** Delays since the last time; one that still lasts counts until now. */
  drain(): Counted {
    if (!this.#stopped && this.#now() > this.#dueMs) this.#look();
    return this.#delays.drain();
  }

  /** From now on nothing is watched: closing many connections takes time, and nobody waits for packets. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  readonly #look = (): void => {
    const nowMs = this.#now();
    this.#delays.record(nowMs - this.#dueMs);
    this.#dueMs = nowMs + WATCH_INTERVAL_MS;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#look, WATCH_INTERVAL_MS);
  };
}
