import type { Clock, Milliseconds } from '../../../platform/clock.ts';

/** An alarm that goes off so late is one of a tester that was held up. */
const STALL_MS = 10;
const LONGEST_SLEEP_MS = 3_600_000;

/** The one timer of a thread's traffic. */
export class Alarm {
  readonly #now: Clock;
  readonly #onTime: () => void;
  #timer: NodeJS.Timeout | undefined;
  #timeMs: Milliseconds = 0;
  #afterStall: NodeJS.Immediate | undefined;
  #judgeFromMs: Milliseconds = 0;
  #stopped = false;

  constructor(now: Clock, onTime: () => void) {
    this.#now = now;
    this.#onTime = onTime;
  }

  /** After a stall: before that nothing is called late. */
  get judgeFromMs(): Milliseconds {
    return this.#judgeFromMs;
  }

  /** Sees to it that it goes off at that time at the latest; in the past: soon. */
  setBy(timeMs: Milliseconds): void {
    if (this.#stopped) return;
    if (this.#timer !== undefined) {
      if (this.#timeMs <= timeMs) return;
      clearTimeout(this.#timer);
    }
    const nowMs = this.#now();
    const waitMs = Math.min(Math.max(1, Math.ceil(timeMs - nowMs)), LONGEST_SLEEP_MS);
    this.#timeMs = nowMs + waitMs;
    this.#timer = setTimeout(this.#ring, waitMs);
  }

  /** It does not go off any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#afterStall);
  }

  readonly #ring = (): void => {
    this.#timer = undefined;
    const nowMs = this.#now();
    if (nowMs - this.#timeMs > STALL_MS) {
      // Held up, and not by the network: what has arrived in the meantime is read first, and nothing
      // is called late before that had its time.
      this.#judgeFromMs = nowMs + STALL_MS;
      this.#afterStall ??= setImmediate(this.#goOn);
    } else {
      this.#onTime();
    }
  };

  readonly #goOn = (): void => {
    this.#afterStall = undefined;
    this.#onTime();
  };
}
