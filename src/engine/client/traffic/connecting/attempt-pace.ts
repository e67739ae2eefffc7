import type { Milliseconds } from '../../../platform/clock.ts';
import type { TrafficPlan } from '../../plan/traffic-plan.ts';
import type { Dial } from '../connections/dial.ts';
import { backOffMs } from './back-off.ts';

/** So many attempts of one connection may be under way. */
const MOST_UNDER_WAY = 8;
/** An attempt that overlaps with others is given so long, lest a service far away is never heard. */
const LEAST_WAIT_MS = 250;

/**
 * When the next attempt of each slot begins: a while after the one before it failed; or, where
 * attempts overlap, a while after the one before it began.
 */
export class AttemptPace {
  readonly #retryEveryMs: Milliseconds | undefined;
  /** By slot; Infinity = nothing is due. */
  readonly #dueMs: Float64Array;

  constructor({ clients, retryEveryMs }: Pick<TrafficPlan, 'clients' | 'retryEveryMs'>) {
    this.#retryEveryMs = retryEveryMs;
    this.#dueMs = new Float64Array(clients).fill(Infinity);
  }

  get overlaps(): boolean {
    return this.#retryEveryMs !== undefined;
  }

  dueMs(slot: number): Milliseconds {
    return this.#dueMs[slot] as number;
  }

  /** Nothing is due until an attempt begins or fails. */
  clear(slot: number): void {
    this.#dueMs[slot] = Infinity;
  }

  begun(slot: number, timeMs: Milliseconds): void {
    this.#dueMs[slot] = timeMs + (this.#retryEveryMs ?? Infinity);
  }

  /** An attempt failed, after so many of its connection in all. */
  failed(slot: number, attempts: number, timeMs: Milliseconds): void {
    if (this.dueMs(slot) === Infinity) this.#dueMs[slot] = timeMs + this.pauseMs(attempts);
  }

  /** From a failure to the next attempt. */
  pauseMs(failures: number): Milliseconds {
    return this.#retryEveryMs ?? backOffMs(failures);
  }

  /**
   * Which attempt makes room for another one: the oldest. A new SYN finds a service that has come back
   * sooner than an old attempt, whose next one may be a second away.
   */
  surplus(dials: readonly Dial[]): Dial | undefined {
    return dials.length < MOST_UNDER_WAY ? undefined : oldest(dials);
  }

  /** It may have to wait until that attempt has had its time. False: it begins now. */
  waitsFor(slot: number, { beganMs }: Dial, timeMs: Milliseconds): boolean {
    const fromMs = beganMs + LEAST_WAIT_MS;
    if (timeMs >= fromMs) return false;
    this.#dueMs[slot] = fromMs;
    return true;
  }
}

function oldest(dials: readonly Dial[]): Dial | undefined {
  return dials.reduce((a, b) => (b.beganMs < a.beganMs ? b : a));
}
