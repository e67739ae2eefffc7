import type { Milliseconds } from '../../../platform/clock.ts';
import type { Connection } from './connection.ts';

/** Every open connection is asked once in so long. */
const ROUND_MS = 1000;
/** No more at once than this share of them, even after a stall: each is a call to the system. */
const MOST_AT_ONCE = 0.1;

/**
 * Asks the system about the segments that open connections have sent again: some at a time, as all
 * of many thousand would hold up packets.
 */
export class RetransmitWatch {
  readonly #connections: readonly (Connection | undefined)[];
  readonly #mostAtOnce: number;
  #next = 0;
  /** Connections asked, or passed over after a stall, since the start of the run. */
  #asked = 0;

  /** @param connections by slot; at least one slot */
  constructor(connections: readonly (Connection | undefined)[]) {
    this.#connections = connections;
    this.#mostAtOnce = Math.ceil(connections.length * MOST_AT_ONCE);
  }

  /** When there is something to ask. */
  get nextMs(): Milliseconds {
    return ((this.#asked + this.#mostAtOnce) * ROUND_MS) / this.#connections.length;
  }

  /** Asks those that are due, and gives the segments that it did not know of. */
  ask(elapsedMs: Milliseconds): number {
    const { length } = this.#connections;
    const due = Math.floor((elapsedMs / ROUND_MS) * length);
    let count = Math.min(due - this.#asked, this.#mostAtOnce);
    this.#asked = due;
    let found = 0;
    for (; count > 0; count--) {
      found += this.#connections[this.#next]?.readRetransmits() ?? 0;
      this.#next = (this.#next + 1) % length;
    }
    return found;
  }
}
