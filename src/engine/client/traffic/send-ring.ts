import type { Milliseconds } from '../../platform/clock.ts';
import { packetTimeMs, type Pacing } from './pacing.ts';

/**
 * Whose packet is due next. All clients share one interval, so they take turns in the order of
 * their phases, for ever.
 */
export class SendRing {
  readonly #turns: readonly { readonly slot: number; readonly pacing: Pacing }[];
  readonly #intervalMs: Milliseconds;
  #turn = 0;
  #round = 0;

  /** @param pacings one a slot, all with the same interval; at least one */
  constructor(pacings: readonly Pacing[]) {
    this.#turns = pacings
      .map((pacing, slot) => ({ slot, pacing }))
      .sort((a, b) => a.pacing.phaseMs - b.pacing.phaseMs);
    this.#intervalMs = pacings[0]?.intervalMs ?? Infinity;
  }

  /** When the next turn is. */
  nextMs(): Milliseconds {
    const turn = this.#turns[this.#turn];
    return turn === undefined ? Infinity : packetTimeMs(turn.pacing, this.#round);
  }

  /** Slot whose turn it is at `elapsedMs`, and goes on to the next; -1 = nobody's yet. */
  take(elapsedMs: Milliseconds): number {
    const turn = this.#turns[this.#turn];
    if (turn === undefined || packetTimeMs(turn.pacing, this.#round) > elapsedMs) return -1;
    this.#turn++;
    if (this.#turn === this.#turns.length) {
      this.#turn = 0;
      this.#round++;
    }
    return turn.slot;
  }

  /** After a stall: passes over whole rounds, so that every slot has one turn that is due, not many. */
  skipTo(elapsedMs: Milliseconds): void {
    const rounds = Math.floor((elapsedMs - this.nextMs()) / this.#intervalMs) - 1;
    if (rounds > 0) this.#round += rounds;
  }
}
