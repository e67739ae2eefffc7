import type { TextSpan } from '../json/text-reader.ts';
import { LOCAL_PLACEHOLDER, REMOTE_PLACEHOLDER } from '../run/error-addresses.ts';

const encoder = new TextEncoder();
const LOCAL = encoder.encode(LOCAL_PLACEHOLDER);
const REMOTE = encoder.encode(REMOTE_PLACEHOLDER);

/**
 * The errors of Go's net package name both addresses, which makes each one different. With the
 * connection's own addresses taken out, a million lost connections have a handful of errors.
 */
export class ErrorTemplates {
  #scratch = new Uint8Array(512);

  /** The text with the first occurrence of each address replaced; good until the next call. */
  make(text: TextSpan, local: TextSpan, remote: TextSpan): TextSpan {
    const once = this.#replace(text, local, LOCAL, 0);
    return this.#replace(once, remote, REMOTE, 1);
  }

  #replace(text: TextSpan, address: TextSpan, by: Uint8Array, half: 0 | 1): TextSpan {
    const addressLength = address.to - address.from;
    if (addressLength === 0) return text;
    const at = indexOf(text, address);
    if (at < 0) return text;
    const needed = text.to - text.from + by.length;
    if (this.#scratch.length < needed * 2) this.#scratch = new Uint8Array(needed * 4);
    // Each replacement has a half of the scratch buffer: the second one reads what the first wrote.
    const start = half === 0 ? 0 : this.#scratch.length >> 1;
    let to = start;
    this.#scratch.set(text.bytes.subarray(text.from, at), to);
    to += at - text.from;
    this.#scratch.set(by, to);
    to += by.length;
    const rest = text.bytes.subarray(at + addressLength, text.to);
    this.#scratch.set(rest, to);
    return { bytes: this.#scratch, from: start, to: to + rest.length };
  }
}

function indexOf({ bytes, from, to }: TextSpan, part: TextSpan): number {
  const { bytes: wanted, from: start } = part;
  const length = part.to - start;
  const first = wanted[start];
  for (let at = from; at + length <= to; at++) {
    if (bytes[at] !== first) continue;
    let i = 1;
    while (i < length && bytes[at + i] === wanted[start + i]) i++;
    if (i === length) return at;
  }
  return -1;
}
