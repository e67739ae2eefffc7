import type { Milliseconds } from '../../../platform/clock.ts';
import { packetTimeMs, type Pacing } from './pacing.ts';

/**
 * Whose packet is due next. All clients share one interval, so they take turns in the order of
 * their phases, for ever.
 */
export class SendRing {
  readonly #pacings: readonly Pacing[];
  /** Slots in the order of their turns. */
  readonly #slots: Uint32Array;
  #turn = 0;
  #round = 0;
  #nextMs: Milliseconds = Infinity;

  /** @param pacings one a slot, all with the same interval */
  constructor(pacings: readonly Pacing[]) {
    this.#pacings = pacings;
    const phaseMs = (slot: number): Milliseconds => pacings[slot]?.phaseMs ?? 0;
    this.#slots = Uint32Array.from(pacings.keys()).sort((a, b) => phaseMs(a) - phaseMs(b));
    this.#look();
  }

  /** When the next turn is; Infinity = there are no clients. */
  get nextMs(): Milliseconds {
    return this.#nextMs;
  }

  /** Slot whose turn it is at `elapsedMs`, and goes on to the next; -1 = nobody's yet. */
  take(elapsedMs: Milliseconds): number {
    if (this.#nextMs > elapsedMs) return -1;
    const slot = this.#slots[this.#turn] as number;
    this.#turn++;
    if (this.#turn === this.#slots.length) {
      this.#turn = 0;
      this.#round++;
    }
    this.#look();
    return slot;
  }

  /** After a stall: passes over whole rounds, so that every slot has one turn that is due, not many. */
  skipTo(elapsedMs: Milliseconds): void {
    const intervalMs = this.#pacings[0]?.intervalMs ?? Infinity;
    const rounds = Math.floor((elapsedMs - this.#nextMs) / intervalMs) - 1;
    if (!(rounds > 0)) return;
    this.#round += rounds;
    this.#look();
  }

  #look(): void {
    const pacing = this.#pacings[this.#slots[this.#turn] ?? -1];
    if (pacing !== undefined) this.#nextMs = packetTimeMs(pacing, this.#round);
  }
}
