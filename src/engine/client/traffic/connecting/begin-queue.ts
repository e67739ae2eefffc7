/** Slots that are to begin a connection, first come, first served. */
export class BeginQueue {
  #slots: number[] = [];
  #head = 0;

  get length(): number {
    return this.#slots.length - this.#head;
  }

  add(slot: number): void {
    this.#slots.push(slot);
  }

  /** -1 = none. */
  take(): number {
    const slot = this.#slots[this.#head];
    if (slot === undefined) return -1;
    this.#head++;
    if (this.#head === this.#slots.length) {
      this.#slots = [];
      this.#head = 0;
    }
    return slot;
  }
}
