import { BACKSLASH, byteAt } from './bytes.ts';
import { Fault } from './fault.ts';
import { hex4 } from './tokens.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The text of UTF-8 bytes; a fault where they are none.
 *
 * @param faultAt where the bytes stand in the window, if they were copied out of it
 */
export function decodeUtf8(
  bytes: Uint8Array,
  from: number,
  to: number,
  faultAt: number = from,
): string {
  try {
    return decoder.decode(bytes.subarray(from, to));
  } catch {
    throw new Fault(faultAt, 'text in UTF-8');
  }
}

/** The text between the quotes of a string that has been scanned. */
export function textOf(bytes: Uint8Array, from: number, to: number): string {
  const scratch = new Uint8Array(to - from);
  const length = unescape(bytes, from, to, scratch);
  return decodeUtf8(scratch, 0, length, from);
}

const SIMPLE = new Map([
  ['b', 0x08],
  ['f', 0x0c],
  ['n', 0x0a],
  ['r', 0x0d],
  ['t', 0x09],
]);

/**
 * Writes the inside of a JSON string, its escape sequences resolved, to `target` as UTF-8. The
 * result is never longer than the source. The string has been scanned: its escapes are sound.
 *
 * @returns how many bytes were written
 */
export function unescape(source: Uint8Array, from: number, to: number, target: Uint8Array): number {
  let read = from;
  let written = 0;
  while (read < to) {
    const byte = byteAt(source, read);
    if (byte !== BACKSLASH) {
      target[written++] = byte;
      read++;
      continue;
    }
    const letter = String.fromCharCode(byteAt(source, read + 1));
    if (letter !== 'u') {
      target[written++] = SIMPLE.get(letter) ?? letter.charCodeAt(0);
      read += 2;
      continue;
    }
    let code = hex4(source, read + 2);
    read += 6;
    if (code >= 0xd800 && code <= 0xdbff) {
      code = 0x10000 + ((code - 0xd800) << 10) + hex4(source, read + 2) - 0xdc00;
      read += 6;
    }
    written = putCodePoint(target, written, code);
  }
  return written;
}

function putCodePoint(target: Uint8Array, position: number, code: number): number {
  let at = position;
  if (code < 0x80) {
    target[at++] = code;
  } else if (code < 0x800) {
    target[at++] = 0xc0 | (code >> 6);
    target[at++] = 0x80 | (code & 0x3f);
  } else if (code < 0x10000) {
    target[at++] = 0xe0 | (code >> 12);
    target[at++] = 0x80 | ((code >> 6) & 0x3f);
    target[at++] = 0x80 | (code & 0x3f);
  } else {
    target[at++] = 0xf0 | (code >> 18);
    target[at++] = 0x80 | ((code >> 12) & 0x3f);
    target[at++] = 0x80 | ((code >> 6) & 0x3f);
    target[at++] = 0x80 | (code & 0x3f);
  }
  return at;
}
