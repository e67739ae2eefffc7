import type { ScannedRow } from './scanned-row.ts';

/** Which fields the rows of a table have had so far. */
export class SeenFields {
  #flags: Uint8Array = new Uint8Array(0);
  #count = 0;

  has(field: number): boolean {
    return this.#flags[field] === 1;
  }

  /** @returns whether the row has brought new ones */
  take({ seen, seenCount }: ScannedRow): boolean {
    if (seenCount === this.#count) return false;
    this.#count = seenCount;
    this.#flags = seen.slice();
    return true;
  }
}
