import { HASH_SEED } from '../columns/hash-seed.ts';

const INITIAL_ROWS = 64;
const SLOTS_PER_ROW = 2;

/** Which row of a table a connection has, known by its client and the time when it began. */
export class RowIndex {
  #count = 0;
  #clients = new Int32Array(INITIAL_ROWS);
  #started = new Float64Array(INITIAL_ROWS);
  /** Open addressing: row + 1, or 0 where free. */
  #slots = new Int32Array(INITIAL_ROWS * SLOTS_PER_ROW);

  /** The row of a connection, a new one behind all others where it has none yet; without a client (-1), always. */
  rowOf(client: number, startedNs: number): number {
    if (client < 0) return this.#add(client, startedNs);
    const mask = this.#slots.length - 1;
    let slot = hashOf(client, startedNs) & mask;
    for (;;) {
      const row = (this.#slots[slot] as number) - 1;
      if (row < 0) break;
      if (this.#clients[row] === client && this.#started[row] === startedNs) return row;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = this.#count + 1;
    return this.#add(client, startedNs);
  }

  #add(client: number, startedNs: number): number {
    const row = this.#count++;
    this.#clients[row] = client;
    this.#started[row] = startedNs;
    if (this.#count === this.#clients.length) this.#grow();
    return row;
  }

  #grow(): void {
    const capacity = this.#count * 2;
    const clients = new Int32Array(capacity);
    clients.set(this.#clients);
    this.#clients = clients;
    const started = new Float64Array(capacity);
    started.set(this.#started);
    this.#started = started;
    this.#slots = new Int32Array(capacity * SLOTS_PER_ROW);
    const mask = this.#slots.length - 1;
    for (let row = 0; row < this.#count; row++) {
      const client = clients[row] as number;
      if (client < 0) continue;
      let slot = hashOf(client, started[row] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = row + 1;
    }
  }
}

/** Multiply and shift over the client and both halves of the time. */
function hashOf(client: number, startedNs: number): number {
  const high = Math.floor(startedNs / 2 ** 32);
  let hash = Math.imul(HASH_SEED ^ client, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 15) ^ (startedNs | 0), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13) ^ high, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
