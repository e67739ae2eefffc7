import { COLON, NINE, ZERO } from '../json/bytes.ts';

const encoder = new TextEncoder();
/** As Go and Node say it: "i/o timeout", "context deadline exceeded", "connection timed out". */
const WORDS = ['timeout', 'deadline exceeded', 'timed out'].map((word) => encoder.encode(word));
const [T, D] = ['t', 'd'].map((letter) => letter.charCodeAt(0));
const SHORTEST = Math.min(...WORDS.map(({ length }) => length));

/** Whether an error, as its bytes stand in the file, is that of a time-out. */
export function speaksOfTimeout(bytes: Uint8Array, from: number, to: number): boolean {
  // The reason stands at the end, behind the last address: `read tcp A:1->B:5003: i/o timeout`.
  for (let at = to - SHORTEST; at >= from; at--) {
    const byte = bytes[at];
    if (byte === COLON && isDigit(bytes[at - 1])) return false;
    if (byte !== T && byte !== D) continue;
    for (const word of WORDS) {
      if (byte === word[0] && at + word.length <= to && standsAt(word, bytes, at)) return true;
    }
  }
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE;
}

function standsAt(word: Uint8Array, bytes: Uint8Array, at: number): boolean {
  for (let i = 1; i < word.length; i++) if (bytes[at + i] !== word[i]) return false;
  return true;
}
