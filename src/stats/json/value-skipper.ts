import {
  byteAt,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  MINUS,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  skipSpace,
  ZERO,
  type Window,
} from './bytes.ts';
import { Fault, INCOMPLETE } from './fault.ts';
import { literalEnd, numberEnd, stringEnd } from './tokens.ts';

/** Deeper than this the original refuses a file, whatever it holds. */
export const MAX_DEPTH = 10_000;

type Expecting =
  | 'value'
  | 'first-value'
  | 'first-key'
  | 'key'
  | 'colon'
  | 'separator'
  /** The value is complete. */
  | 'nothing';

/**
 * Passes over any JSON value, checking its grammar, without recursion. Stops where the bytes end, at
 * the start of a token, and goes on from there with more: no more is held than the longest token.
 */
export class ValueSkipper {
  #expecting: Expecting = 'value';
  #isObject = new Uint8Array(64);
  #depth = 0;
  #baseDepth = 0;
  /** Where the last call stopped short, in its window: the start of the token it could not finish. */
  stoppedAt = 0;

  /** @param depth how many objects and arrays the value stands in */
  start(depth: number): void {
    this.#expecting = 'value';
    this.#depth = 0;
    this.#baseDepth = depth;
  }

  /** @returns the position behind the value, or `INCOMPLETE` */
  run(window: Window, position: number): number {
    const { bytes, end } = window;
    let at = position;
    while (this.#expecting !== 'nothing') {
      at = skipSpace(bytes, at);
      this.stoppedAt = at;
      if (at >= end) return INCOMPLETE;
      const next = this.#token(window, at);
      if (next === INCOMPLETE) return INCOMPLETE;
      at = next;
    }
    return at;
  }

  #token(window: Window, at: number): number {
    const byte = byteAt(window.bytes, at);
    switch (this.#expecting) {
      case 'value':
        return this.#value(window, at, byte);
      case 'first-value':
        return byte === CLOSE_BRACKET ? this.#close(at) : this.#value(window, at, byte);
      case 'first-key':
        return byte === CLOSE_BRACE ? this.#close(at) : this.#key(window, at, byte);
      case 'key':
        return this.#key(window, at, byte);
      case 'colon':
        if (byte !== COLON) throw new Fault(at, '":"');
        this.#expecting = 'value';
        return at + 1;
      case 'separator':
        return this.#separator(at, byte);
      case 'nothing':
        return at;
    }
  }

  #value(window: Window, at: number, byte: number): number {
    if (byte === OPEN_BRACE) return this.#open(at, 1);
    if (byte === OPEN_BRACKET) return this.#open(at, 0);
    let end: number;
    if (byte === QUOTE) {
      end = stringEnd(window, at + 1);
      if (end !== INCOMPLETE) end++;
    } else if (byte === MINUS || (byte >= ZERO && byte <= NINE)) {
      end = numberEnd(window, at);
    } else {
      end = literalEnd(window, at);
    }
    if (end !== INCOMPLETE) this.#valueDone();
    return end;
  }

  #key(window: Window, at: number, byte: number): number {
    if (byte !== QUOTE) throw new Fault(at, 'a key');
    const end = stringEnd(window, at + 1);
    if (end === INCOMPLETE) return INCOMPLETE;
    this.#expecting = 'colon';
    return end + 1;
  }

  #separator(at: number, byte: number): number {
    const inObject = this.#isObject[this.#depth - 1] === 1;
    if (byte === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) return this.#close(at);
    if (byte !== COMMA) throw new Fault(at, inObject ? '"," or "}"' : '"," or "]"');
    this.#expecting = inObject ? 'key' : 'value';
    return at + 1;
  }

  #open(at: number, isObject: 0 | 1): number {
    if (this.#baseDepth + this.#depth >= MAX_DEPTH) {
      throw new Fault(at, `at most ${MAX_DEPTH} levels of nesting`);
    }
    if (this.#depth === this.#isObject.length) {
      const deeper = new Uint8Array(this.#depth * 2);
      deeper.set(this.#isObject);
      this.#isObject = deeper;
    }
    this.#isObject[this.#depth++] = isObject;
    this.#expecting = isObject === 1 ? 'first-key' : 'first-value';
    return at + 1;
  }

  #close(at: number): number {
    this.#depth--;
    this.#valueDone();
    return at + 1;
  }

  #valueDone(): void {
    this.#expecting = this.#depth === 0 ? 'nothing' : 'separator';
  }
}
