/** Slots that are to begin a connection, or an attempt at one, first come, first served. */
export class BeginQueue {
  #slots: number[] = [];
  #head = 0;
  /** By slot: 1 = it waits, and has not become superfluous. */
  readonly #waits: Uint8Array;

  constructor(slots: number) {
    this.#waits = new Uint8Array(slots);
  }

  /** May count some that were removed. */
  get length(): number {
    return this.#slots.length - this.#head;
  }

  has(slot: number): boolean {
    return this.#waits[slot] === 1;
  }

  /** A slot waits once, however often it is added. */
  add(slot: number): void {
    if (this.has(slot)) return;
    this.#waits[slot] = 1;
    this.#slots.push(slot);
  }

  remove(slot: number): void {
    this.#waits[slot] = 0;
  }

  /** -1 = none. */
  take(): number {
    for (;;) {
      const slot = this.#slots[this.#head];
      if (slot === undefined) return -1;
      this.#head++;
      if (this.#head === this.#slots.length) {
        this.#slots = [];
        this.#head = 0;
      }
      if (this.has(slot)) {
        this.remove(slot);
        return slot;
      }
    }
  }
}
