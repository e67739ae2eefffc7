/** `"key":` as words of four bytes; the last one overlaps the one before where it must. */
export interface KeyPattern {
  readonly length: number;
  readonly words: Int32Array;
  readonly offsets: Int32Array;
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
