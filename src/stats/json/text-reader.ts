import { BACKSLASH } from './bytes.ts';
import { unescape } from './text.ts';

/** A text as UTF-8: `bytes[from, to)`. */
export interface TextSpan {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Reads the inside of JSON strings: in place where there is nothing to resolve, else into a scratch buffer. */
export class TextReader {
  #scratch = new Uint8Array(256);

  /** The span is good until the next call. */
  read(bytes: Uint8Array, from: number, to: number): TextSpan {
    let escaped = false;
    for (let i = from; i < to; i++) {
      if (bytes[i] === BACKSLASH) {
        escaped = true;
        break;
      }
    }
    if (!escaped) return { bytes, from, to };
    if (this.#scratch.length < to - from) this.#scratch = new Uint8Array((to - from) * 2);
    return { bytes: this.#scratch, from: 0, to: unescape(bytes, from, to, this.#scratch) };
  }
}
