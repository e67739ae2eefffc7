const WORD = 2 ** 32;
const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The order in which indices must be taken for their keys to rise; equal keys keep their order.
 *
 * Radix sort: linear, where a comparison sort of a million indices would cost more than reading
 * their file. Keys are integers from 0 to 2^53, or Infinity, which comes last.
 *
 * @param indices which of the keys to order, in an order that settles ties
 */
export function orderBy(keys: Float64Array, indices: Uint32Array): Uint32Array {
  let highest = 0;
  let sorted = true;
  let last = -1;
  for (let i = 0; i < indices.length; i++) {
    const key = keyOf(keys, indices[i] as number);
    if (key < last) sorted = false;
    if (key > highest) highest = key;
    last = key;
  }
  if (sorted) return indices;
  // Digits of whole numbers are cheap where those of doubles are not.
  const low = new Uint32Array(indices.length);
  const high = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const key = keyOf(keys, indices[i] as number);
    const above = Math.floor(key / WORD);
    high[i] = above;
    low[i] = key - above * WORD;
  }
  let order = new Uint32Array(indices.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let spare = new Uint32Array(indices.length);
  for (const [word, reach] of [
    [low, Math.min(highest, WORD - 1)],
    [high, Math.floor(highest / WORD)],
  ] as const) {
    for (let shift = 0; shift < 32 && reach >>> shift > 0; shift += DIGIT_BITS) {
      pass(word, shift, order, spare);
      [order, spare] = [spare, order];
    }
  }
  for (let i = 0; i < order.length; i++) spare[i] = indices[order[i] as number] as number;
  return spare;
}

/** Distributes by one digit; those with equal digits keep their order. */
function pass(word: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const mask = DIGITS - 1;
  const ends = new Uint32Array(DIGITS);
  for (let i = 0; i < word.length; i++) {
    const digit = ((word[i] as number) >>> shift) & mask;
    ends[digit] = (ends[digit] as number) + 1;
  }
  for (let digit = 1; digit < DIGITS; digit++) {
    ends[digit] = (ends[digit] as number) + (ends[digit - 1] as number);
  }
  for (let i = from.length - 1; i >= 0; i--) {
    const at = from[i] as number;
    const digit = ((word[at] as number) >>> shift) & mask;
    const place = (ends[digit] as number) - 1;
    ends[digit] = place;
    to[place] = at;
  }
}

function keyOf(keys: Float64Array, index: number): number {
  const key = keys[index] as number;
  return key === Infinity ? Number.MAX_SAFE_INTEGER : key;
}

/** Indices of a column of small numbers, rising, for each value from 0 to `count - 1`; others are left out. */
export function groupedBy(values: Int32Array | Uint32Array, count: number): Uint32Array[] {
  const ends = new Uint32Array(count + 1);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value >= 0 && value < count) ends[value + 1] = (ends[value + 1] as number) + 1;
  }
  for (let value = 0; value < count; value++) {
    ends[value + 1] = (ends[value + 1] as number) + (ends[value] as number);
  }
  const grouped = new Uint32Array(ends[count] as number);
  const next = ends.slice();
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (value < 0 || value >= count) continue;
    const place = next[value] as number;
    grouped[place] = index;
    next[value] = place + 1;
  }
  return Array.from({ length: count }, (_, value) =>
    grouped.subarray(ends[value], ends[value + 1]),
  );
}

/** The indices whose rows fulfil a condition, rising. */
export function indicesWhere(length: number, condition: (index: number) => boolean): Uint32Array {
  const indices = new Uint32Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) if (condition(i)) indices[count++] = i;
  return indices.subarray(0, count);
}
