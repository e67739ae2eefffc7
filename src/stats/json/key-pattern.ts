import type { Window } from './bytes.ts';
import { INCOMPLETE } from './fault.ts';

/** `"key":` as words of four bytes; the last one overlaps the one before where it must. */
export interface KeyPattern {
  readonly length: number;
  readonly words: Int32Array;
  readonly offsets: Int32Array;
}

/** The position behind `"key":` if it stands at `position`, else `INCOMPLETE`. */
export function patternEnd(
  { view, end }: Window,
  position: number,
  { length, words, offsets }: KeyPattern,
): number {
  if (position + length > end) return INCOMPLETE;
  for (let i = 0; i < words.length; i++) {
    if (view.getInt32(position + (offsets[i] as number), true) !== words[i]) return INCOMPLETE;
  }
  return position + length;
}

/** What `"key":` looks like, four bytes at a time. */
export function keyPattern(key: string): KeyPattern {
  const bytes = new TextEncoder().encode(`"${key}":`);
  const view = new DataView(bytes.buffer);
  const last = bytes.length - 4;
  const offsets = Int32Array.from({ length: Math.ceil(bytes.length / 4) }, (_, i) =>
    Math.min(i * 4, last),
  );
  return {
    length: bytes.length,
    words: offsets.map((offset) => view.getInt32(offset, true)),
    offsets,
  };
}
