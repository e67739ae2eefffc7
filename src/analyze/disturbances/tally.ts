/** Counts per code, of codes below a limit: an array to count in, read out as a map of those that were met. */
export class Tally {
  readonly #counts: Int32Array;
  /** Codes that were met, each once, in the order in which they were. */
  readonly #met: Int32Array;
  readonly #isMet: Uint8Array;
  #size = 0;

  constructor(codes: number) {
    this.#counts = new Int32Array(codes);
    this.#met = new Int32Array(codes);
    this.#isMet = new Uint8Array(codes);
  }

  add(code: number): void {
    if (this.#isMet[code] === 0) {
      this.#isMet[code] = 1;
      this.#met[this.#size++] = code;
    }
    this.#counts[code] = (this.#counts[code] as number) + 1;
  }

  /** What was counted since the last call. */
  take(): Map<number, number> {
    const found = new Map<number, number>();
    for (let i = 0; i < this.#size; i++) {
      const code = this.#met[i] as number;
      found.set(code, this.#counts[code] as number);
      this.#counts[code] = 0;
      this.#isMet[code] = 0;
    }
    this.#size = 0;
    return found;
  }
}
