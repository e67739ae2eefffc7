/**
 * Clients whose turn came while their reply was missing. It may have arrived all the same, and only
 * not have been read: that would be the tester's delay. So every socket is looked at once more
 * before the packet counts as dropped.
 */
export class HeldTurns {
  readonly #onMissed: (slot: number) => void;
  /** By slot: the look-round in which it was held, 0 = it is not. */
  readonly #heldIn: Uint32Array;
  /** Held before the look-round under way, and since it began. */
  #before: number[] = [];
  #since: number[] = [];
  #round = 1;

  /** @param onMissed the reply of that slot is really missing */
  constructor(slots: number, onMissed: (slot: number) => void) {
    this.#onMissed = onMissed;
    this.#heldIn = new Uint32Array(slots);
  }

  /** Its turn came. One that is held already stays so. */
  hold(slot: number): void {
    if (this.#heldIn[slot] !== 0) return;
    this.#heldIn[slot] = this.#round;
    this.#since.push(slot);
  }

  /** It is not held any more; says whether it was. */
  release(slot: number): boolean {
    const held = this.#heldIn[slot] !== 0;
    this.#heldIn[slot] = 0;
    return held;
  }

  /** Whether somebody waits for the next look-round. */
  get isEmpty(): boolean {
    return this.#before.length === 0 && this.#since.length === 0;
  }

  /** All sockets that were ready since the last call have been read. */
  nextRound(): void {
    if (this.isEmpty) return;
    const missed = this.#before;
    this.#before = this.#since;
    this.#since = [];
    this.#round++;
    for (const slot of missed) {
      // Not if it was answered, and held again, in between.
      if (this.#heldIn[slot] === this.#round - 2 && this.release(slot)) this.#onMissed(slot);
    }
  }
}
