import { decodeUtf8 } from '../json/text.ts';
import type { Texts } from '../run/string-column.ts';
import { HASH_SEED } from './hash-seed.ts';

const INITIAL_SLOTS = 64;

/**
 * Keeps each different text once, as UTF-8 in one growing buffer: a million addresses cost their
 * bytes and no objects. Code 0 is the empty text.
 */
export class InternedStrings implements Texts {
  #bytes = new Uint8Array(1024);
  /** Text of code c: bytes[starts[c], starts[c + 1]). */
  #starts = new Float64Array(INITIAL_SLOTS);
  #count = 0;
  /** Open addressing: code + 1, or 0 where free. */
  #slots = new Int32Array(INITIAL_SLOTS * 2);
  readonly #decoded = new Map<number, string>();

  constructor() {
    this.intern(this.#bytes, 0, 0);
  }

  get size(): number {
    return this.#count;
  }

  /**
   * The code of the bytes' text; a fault if they are new and not UTF-8.
   *
   * @param faultAt where the bytes stand in the window, if they were copied out of it
   */
  intern(source: Uint8Array, from: number, to: number, faultAt: number = from): number {
    const hash = hashOf(source, from, to);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = (this.#slots[slot] as number) - 1;
      if (code < 0) break;
      if (this.#equals(code, source, from, to)) return code;
      slot = (slot + 1) & mask;
    }
    if (!isAscii(source, from, to)) decodeUtf8(source, from, to, faultAt);
    return this.#add(source, from, to, slot);
  }

  /** @param code from 0, less than `size` */
  value(code: number): string {
    const known = this.#decoded.get(code);
    if (known !== undefined) return known;
    const start = this.#starts[code] as number;
    const text = decodeUtf8(this.#bytes, start, this.#starts[code + 1] as number);
    this.#decoded.set(code, text);
    return text;
  }

  #equals(code: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts[code] as number;
    const length = (this.#starts[code + 1] as number) - start;
    if (length !== to - from) return false;
    for (let i = 0; i < length; i++) {
      if (this.#bytes[start + i] !== source[from + i]) return false;
    }
    return true;
  }

  #add(source: Uint8Array, from: number, to: number, slot: number): number {
    const code = this.#count++;
    const start = this.#starts[code] as number;
    const end = start + to - from;
    if (end > this.#bytes.length)
      this.#bytes = grow(this.#bytes, Math.max(end, this.#bytes.length * 2));
    if (code + 2 > this.#starts.length) {
      const starts = new Float64Array(this.#starts.length * 2);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    this.#bytes.set(source.subarray(from, to), start);
    this.#starts[code + 1] = end;
    this.#slots[slot] = code + 1;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return code;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let code = 0; code < this.#count; code++) {
      const hash = hashOf(
        this.#bytes,
        this.#starts[code] as number,
        this.#starts[code + 1] as number,
      );
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = code + 1;
    }
  }
}

/** FNV-1a with a seed, and with a rotation that lets the seed reach every bit. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_SEED;
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash = (hash << 5) | (hash >>> 27);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 15);
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((bytes[i] as number) >= 0x80) return false;
  return true;
}

function grow(bytes: Uint8Array, capacity: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(capacity);
  larger.set(bytes);
  return larger;
}
