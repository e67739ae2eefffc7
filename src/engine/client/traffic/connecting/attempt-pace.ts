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
  /** By slot: when the attempt was due that is about to begin. */
  readonly #takenMs: Float64Array;
  /** By slot: attempts since an echo was heard last, of connections that are over. */
  readonly #inVain: Uint32Array;

  constructor({ clients, retryEveryMs }: Pick<TrafficPlan, 'clients' | 'retryEveryMs'>) {
    this.#retryEveryMs = retryEveryMs;
    this.#dueMs = new Float64Array(clients).fill(Infinity);
    this.#takenMs = new Float64Array(clients).fill(-Infinity);
    this.#inVain = new Uint32Array(clients);
  }

  get overlaps(): boolean {
    return this.#retryEveryMs !== undefined;
  }

  dueMs(slot: number): Milliseconds {
    return this.#dueMs[slot] as number;
  }

  /** The connection is made: nothing is due. */
  clear(slot: number): void {
    this.#dueMs[slot] = Infinity;
    this.#takenMs[slot] = -Infinity;
  }

  /** The attempt that is due is about to begin, or none is to any more. */
  take(slot: number): void {
    this.#takenMs[slot] = this.dueMs(slot);
    this.#dueMs[slot] = Infinity;
  }

  /** Overlapping attempts are counted from when each was due: what comes late delays no other. */
  begun(slot: number, timeMs: Milliseconds): void {
    const everyMs = this.#retryEveryMs ?? Infinity;
    const takenMs = this.#takenMs[slot] as number;
    this.#takenMs[slot] = -Infinity;
    this.#dueMs[slot] = (timeMs - takenMs < everyMs ? takenMs : timeMs) + everyMs;
  }

  /** An attempt failed, after so many of its connection in all. */
  failed(slot: number, attempts: number, timeMs: Milliseconds): void {
    if (this.dueMs(slot) === Infinity) this.#dueMs[slot] = timeMs + this.#pauseMs(slot, attempts);
  }

  /** A connection that had an echo is over: what was in vain before does not count any more. */
  heard(slot: number): void {
    this.#inVain[slot] = 0;
  }

  /**
   * A connection without an echo is over: it was no more than an attempt that failed.
   *
   * @param attempts that it took
   * @returns when the next one is to begin
   */
  unheard(slot: number, attempts: number, timeMs: Milliseconds): Milliseconds {
    const nextMs = timeMs + this.#pauseMs(slot, attempts);
    this.#inVain[slot] = (this.#inVain[slot] as number) + attempts;
    return nextMs;
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

  #pauseMs(slot: number, attempts: number): Milliseconds {
    return this.#retryEveryMs ?? backOffMs((this.#inVain[slot] as number) + attempts);
  }
}

function oldest(dials: readonly Dial[]): Dial | undefined {
  return dials.reduce((a, b) => (b.beganMs < a.beganMs ? b : a));
}
