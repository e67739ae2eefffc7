import { BACKSLASH, byteAt, MINUS, NINE, PLUS, POINT, QUOTE, ZERO, type Window } from './bytes.ts';
import { Fault, INCOMPLETE } from './fault.ts';

const LOWER_U = 0x75;
const SIMPLE_ESCAPES = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

/** Position of the closing quote of a string whose first character is at `position`. */
export function stringEnd(window: Window, position: number): number {
  const { bytes, view, end } = window;
  let at = position;
  for (;;) {
    while (!hasSpecialByte(view.getInt32(at, true))) at += 4;
    let byte = byteAt(bytes, at);
    while (byte !== QUOTE && byte !== BACKSLASH && byte >= 0x20) byte = byteAt(bytes, ++at);
    if (byte === QUOTE) return at;
    if (byte !== BACKSLASH) {
      if (at === end) return INCOMPLETE;
      throw new Fault(at, 'the rest of a string (control characters must be escaped)');
    }
    at = escapeEnd(window, at);
    if (at === INCOMPLETE) return INCOMPLETE;
  }
}

/**
 * Whether one of four bytes is a quote, a backslash or a control character: the tests for a zero
 * byte and for a byte below n of Anderson's "Bit Twiddling Hacks".
 */
function hasSpecialByte(word: number): boolean {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  const special =
    ((quote - 0x01010101) & ~quote) |
    ((backslash - 0x01010101) & ~backslash) |
    ((word - 0x20202020) & ~word);
  return (special & 0x80808080) !== 0;
}

/** Position behind the escape sequence at `position`; both halves of a surrogate pair are one. */
function escapeEnd({ bytes, end }: Window, position: number): number {
  if (position + 1 >= end) return INCOMPLETE;
  const letter = byteAt(bytes, position + 1);
  if (letter !== LOWER_U) {
    if (SIMPLE_ESCAPES.has(letter)) return position + 2;
    throw new Fault(position, 'an escape sequence of JSON');
  }
  if (position + 6 > end) return INCOMPLETE;
  const unit = hex4(bytes, position + 2);
  if (unit < 0xd800 || unit > 0xdfff) return position + 6;
  if (unit <= 0xdbff) {
    if (position + 12 > end && !endsBeforePair(bytes, end, position + 6)) return INCOMPLETE;
    const paired =
      byteAt(bytes, position + 6) === BACKSLASH &&
      byteAt(bytes, position + 7) === LOWER_U &&
      isLowSurrogate(hex4(bytes, position + 8));
    if (paired) return position + 12;
  }
  throw new Fault(position, 'a surrogate pair (a lone surrogate is no character)');
}

/** Whether what is there already shows that no `\u` follows, so that waiting for more is idle. */
function endsBeforePair(bytes: Uint8Array, end: number, position: number): boolean {
  return (
    (position < end && byteAt(bytes, position) !== BACKSLASH) ||
    (position + 1 < end && byteAt(bytes, position + 1) !== LOWER_U)
  );
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The value of four hexadecimal digits. */
export function hex4(bytes: Uint8Array, position: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) {
    const byte = byteAt(bytes, position + i);
    const letter = byte | 0x20;
    if (byte >= ZERO && byte <= NINE) value = value * 16 + byte - ZERO;
    else if (letter >= 0x61 && letter <= 0x66) value = value * 16 + letter - 0x57;
    else throw new Fault(position + i, 'four hexadecimal digits');
  }
  return value;
}

/** Position behind the number at `position`, checked against JSON's grammar. */
export function numberEnd(window: Window, position: number): number {
  const { bytes, end } = window;
  let at = position;
  if (byteAt(bytes, at) === MINUS) at++;
  const whole = at;
  at = digitsEnd(window, at);
  if (at === INCOMPLETE) return INCOMPLETE;
  if (byteAt(bytes, whole) === ZERO && at > whole + 1) {
    throw new Fault(position, 'a number without leading zeros');
  }
  if (byteAt(bytes, at) === POINT) {
    at = digitsEnd(window, at + 1);
    if (at === INCOMPLETE) return INCOMPLETE;
  }
  if ((byteAt(bytes, at) | 0x20) === 0x65) {
    at++;
    const sign = byteAt(bytes, at);
    if (sign === PLUS || sign === MINUS) at++;
    at = digitsEnd(window, at);
    if (at === INCOMPLETE) return INCOMPLETE;
  }
  return at === end ? INCOMPLETE : at;
}

function digitsEnd({ bytes, end }: Window, position: number): number {
  let at = position;
  while (byteAt(bytes, at) >= ZERO && byteAt(bytes, at) <= NINE) at++;
  if (at === position) {
    if (at >= end) return INCOMPLETE;
    throw new Fault(at, 'a digit');
  }
  return at;
}

const LITERALS = new Map(
  ['null', 'true', 'false'].map((text) => [text.charCodeAt(0), new TextEncoder().encode(text)]),
);

/** Position behind `null`, `true` or `false` at `position`. */
export function literalEnd({ bytes, end }: Window, position: number): number {
  const literal = LITERALS.get(byteAt(bytes, position));
  if (literal === undefined) throw new Fault(position, 'a JSON value');
  for (const [i, byte] of literal.entries()) {
    if (position + i >= end) return INCOMPLETE;
    if (byteAt(bytes, position + i) !== byte) throw new Fault(position, 'a JSON value');
  }
  return position + literal.length;
}

/** @returns the position behind the key at `position`, or `INCOMPLETE` */
export function keyEnd(window: Window, position: number): number {
  if (byteAt(window.bytes, position) !== QUOTE) {
    if (position >= window.end) return INCOMPLETE;
    throw new Fault(position, 'a key');
  }
  const close = stringEnd(window, position + 1);
  return close === INCOMPLETE ? INCOMPLETE : close + 1;
}
