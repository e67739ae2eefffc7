const SLOTS = 256;
/** Longer texts are looked up the long way. */
const MOST_BYTES = 64;
const WORD_BYTES = 4;

/**
 * The codes of texts that came lately, by their bytes as they stand in the file. Most columns have
 * but few different texts: one comparison finds those, without undoing escapes and hashing all.
 */
export class RecentTexts {
  readonly #bytes = new Uint8Array(SLOTS * MOST_BYTES);
  readonly #view = new DataView(this.#bytes.buffer);
  /** Of the bytes that were looked at last: those of one piece of a file come many times. */
  #source: Uint8Array = new Uint8Array(0);
  #sourceView: DataView = new DataView(this.#source.buffer);
  readonly #lengths = new Uint8Array(SLOTS);
  readonly #codes = new Int32Array(SLOTS);

  /** The code of `bytes[from, to)`; -1 where it did not come lately. */
  find(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const slot = slotOf(bytes, from, to);
    if (length !== this.#lengths[slot]) return -1;
    const start = slot * MOST_BYTES;
    let i = length;
    if (length >= WORD_BYTES) {
      if (bytes !== this.#source) this.#look(bytes);
      // Names of one family differ at their ends.
      while (i >= WORD_BYTES) {
        i -= WORD_BYTES;
        if (this.#view.getInt32(start + i) !== this.#sourceView.getInt32(from + i)) return -1;
      }
    }
    while (i > 0) {
      i--;
      if (this.#bytes[start + i] !== bytes[from + i]) return -1;
    }
    return this.#codes[slot] as number;
  }

  #look(bytes: Uint8Array): void {
    this.#source = bytes;
    this.#sourceView = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  keep(bytes: Uint8Array, from: number, to: number, code: number): void {
    if (to - from > MOST_BYTES) return;
    const slot = slotOf(bytes, from, to);
    this.#lengths[slot] = to - from;
    this.#codes[slot] = code;
    for (let i = from; i < to; i++) this.#bytes[slot * MOST_BYTES + i - from] = bytes[i] as number;
  }
}

/** By its last four bytes and its length, of which there is at least one. */
function slotOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let i = Math.max(from, to - 4); i < to; i++) {
    hash = Math.imul(hash ^ (bytes[i] as number), 0x9e3779b1);
  }
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}
