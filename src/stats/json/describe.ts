import { byteAt, CLOSE_BRACE, CLOSE_BRACKET, QUOTE, type Window } from './bytes.ts';

const MAX_SHOWN = 40;

/** What stands at a place of the text, in words for an error message. */
export function describeFinding(
  { bytes, end }: Window,
  position: number,
  unit: 'text' | 'line' = 'text',
): string {
  if (position >= end) return `the end of the ${unit}`;
  const byte = byteAt(bytes, position);
  if (byte === 0x7b) return 'an object';
  if (byte === 0x5b) return 'an array';
  if (byte === 0xff || byte === 0xfe) return 'a byte that is not UTF-8 (a file in UTF-16?)';
  if (byte === 0) return 'the byte 0x00 (a file in UTF-16?)';
  if (byte < 0x20 || byte >= 0x7f) return `the byte 0x${byte.toString(16).padStart(2, '0')}`;
  let to = position + 1;
  const isString = byte === QUOTE;
  while (to < end && to - position < MAX_SHOWN) {
    const next = byteAt(bytes, to);
    if (next < 0x20 || next >= 0x7f) break;
    if (!isString && (next === 0x2c || next === CLOSE_BRACE || next === CLOSE_BRACKET)) break;
    to++;
    if (isString && next === QUOTE) break;
  }
  const text = String.fromCharCode(...bytes.subarray(position, to)).trimEnd();
  const more = to - position >= MAX_SHOWN ? '…' : '';
  return isString || /^[-\w.+]+$/.test(text) ? `${text}${more}` : `'${text}${more}'`;
}
