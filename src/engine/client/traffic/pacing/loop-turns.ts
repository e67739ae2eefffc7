import type { Milliseconds } from '../../../platform/clock.ts';

/** A loop that was about nothing for so long waited for sockets; a busy one is about something all the time. */
const IDLE_MS = 0.1;
/** A loop that comes round so long after its time was held up. Timers themselves are up to 2 ms late. */
const HELD_UP_MS = 3;

/**
 * Up to when it is known that a reply which has not been read had not arrived either. It had not where
 * every socket has been looked at since then, or where the loop did nothing but wait for sockets at that
 * time. While the loop is held up (its process is stopped or throttled, or it is busy) nothing is known.
 */
export class LoopTurns {
  #turnMs: Milliseconds = -Infinity;
  #beforeMs: Milliseconds = -Infinity;
  #idleMs: Milliseconds = -Infinity;
  #busyMs: Milliseconds = -Infinity;
  /** When the loop is to come round. */
  #expectedMs: Milliseconds = Infinity;

  /** Replies that are unread had not arrived by then. */
  get missingMs(): Milliseconds {
    return Math.max(this.#beforeMs, this.#idleMs);
  }

  /** A turn begins: all sockets have been read since the turn before. */
  begin(nowMs: Milliseconds): void {
    this.busy(nowMs);
    this.#beforeMs = this.#turnMs;
    this.#turnMs = nowMs;
  }

  /** It is over; `nextMs` is when the next one is due, in the past: soon. */
  end(nowMs: Milliseconds, nextMs: Milliseconds): void {
    this.#busyMs = nowMs;
    this.#expectedMs = Math.max(nowMs, nextMs);
  }

  /** Something was read. */
  busy(nowMs: Milliseconds): void {
    if (nowMs - this.#busyMs > IDLE_MS && nowMs - this.#expectedMs <= HELD_UP_MS) {
      this.#idleMs = nowMs;
    }
    this.#busyMs = nowMs;
  }
}
