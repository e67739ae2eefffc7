/** The bytes that JSON is made of. */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COMMA = 0x2c;
export const COLON = 0x3a;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
export const OPEN_BRACKET = 0x5b;
export const CLOSE_BRACKET = 0x5d;
export const MINUS = 0x2d;
export const PLUS = 0x2b;
export const POINT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const LOWER_N = 0x6e;

/** Zero bytes behind the last byte of a window: as many as are read at once. */
export const SLACK_BYTES = 4;

/**
 * The bytes at hand. Zero bytes follow the last one: zero belongs to no token, so loops need no
 * bounds check; whoever stops at one asks whether it stands at `end`.
 */
export interface Window {
  readonly bytes: Uint8Array;
  /** The same bytes, to read four at once. */
  readonly view: DataView;
  readonly end: number;
}

export function byteAt(bytes: Uint8Array, position: number): number {
  return bytes[position] as number;
}

/** First position from `position` on that is not white space. */
export function skipSpace(bytes: Uint8Array, position: number): number {
  let at = position;
  for (;;) {
    const byte = byteAt(bytes, at);
    if (byte > 0x20 || (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09))
      return at;
    at++;
  }
}
