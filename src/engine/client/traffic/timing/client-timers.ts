import type { Milliseconds } from '../../../platform/clock.ts';

/**
 * One deadline a slot (it connects, waits, or awaits a reply: never two at once) in an indexed
 * binary heap. Setting and clearing take O(log slots) and allocate nothing.
 */
export class ClientTimers {
  /** Slots in heap order. */
  readonly #heap: Int32Array;
  /** Place of a slot in the heap, -1 = none. */
  readonly #place: Int32Array;
  readonly #timeMs: Float64Array;
  #size = 0;

  constructor(slots: number) {
    this.#heap = new Int32Array(slots);
    this.#place = new Int32Array(slots).fill(-1);
    this.#timeMs = new Float64Array(slots);
  }

  /** Earliest deadline; Infinity = none. */
  nextMs(): Milliseconds {
    return this.#size === 0 ? Infinity : this.#timeOf(this.#slotAt(0));
  }

  /** Takes the slot whose deadline is the earliest and not after `elapsedMs`; -1 = none. */
  take(elapsedMs: Milliseconds): number {
    if (this.nextMs() > elapsedMs) return -1;
    const slot = this.#slotAt(0);
    this.clear(slot);
    return slot;
  }

  /** Sets the deadline of a slot, in place of the one it had. */
  set(slot: number, timeMs: Milliseconds): void {
    this.#timeMs[slot] = timeMs;
    let place = this.#placeOf(slot);
    if (place < 0) {
      place = this.#size++;
      this.#put(slot, place);
    }
    this.#settle(place);
  }

  clear(slot: number): void {
    const place = this.#placeOf(slot);
    if (place < 0) return;
    this.#place[slot] = -1;
    this.#size--;
    if (place === this.#size) return;
    this.#put(this.#slotAt(this.#size), place);
    this.#settle(place);
  }

  #settle(from: number): void {
    const slot = this.#slotAt(from);
    const timeMs = this.#timeOf(slot);
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#slotAt(above);
      if (this.#timeOf(other) <= timeMs) break;
      this.#put(other, place);
      place = above;
    }
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#size) break;
      if (
        below + 1 < this.#size &&
        this.#timeOf(this.#slotAt(below + 1)) < this.#timeOf(this.#slotAt(below))
      ) {
        below++;
      }
      const other = this.#slotAt(below);
      if (this.#timeOf(other) >= timeMs) break;
      this.#put(other, place);
      place = below;
    }
    this.#put(slot, place);
  }

  #put(slot: number, place: number): void {
    this.#heap[place] = slot;
    this.#place[slot] = place;
  }

  #slotAt(place: number): number {
    return this.#heap[place] as number;
  }

  #placeOf(slot: number): number {
    return this.#place[slot] as number;
  }

  #timeOf(slot: number): Milliseconds {
    return this.#timeMs[slot] as number;
  }
}
