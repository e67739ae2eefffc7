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
  for (const index of indices) {
    const key = keyOf(keys, index);
    if (key < last) sorted = false;
    if (key > highest) highest = key;
    last = key;
  }
  if (sorted) return indices;
  let from = indices;
  let to: Uint32Array = new Uint32Array(indices.length);
  for (let divisor = 1; divisor <= highest; divisor *= DIGITS) {
    const ends = new Uint32Array(DIGITS);
    for (const index of from) {
      const digit = digitOf(keyOf(keys, index), divisor);
      ends[digit] = (ends[digit] as number) + 1;
    }
    for (let digit = 1; digit < DIGITS; digit++) {
      ends[digit] = (ends[digit] as number) + (ends[digit - 1] as number);
    }
    for (let i = from.length - 1; i >= 0; i--) {
      const index = from[i] as number;
      const digit = digitOf(keyOf(keys, index), divisor);
      const place = (ends[digit] as number) - 1;
      ends[digit] = place;
      to[place] = index;
    }
    // The caller's own indices are never written to.
    [from, to] = [to, from === indices ? new Uint32Array(indices.length) : from];
  }
  return from;
}

function keyOf(keys: Float64Array, index: number): number {
  const key = keys[index] as number;
  return key === Infinity ? Number.MAX_SAFE_INTEGER : key;
}

function digitOf(key: number, divisor: number): number {
  return Math.floor(key / divisor) % DIGITS;
}

/** The indices whose rows fulfil a condition, rising. */
export function indicesWhere(length: number, condition: (index: number) => boolean): Uint32Array {
  const indices = new Uint32Array(length);
  let count = 0;
  for (let i = 0; i < length; i++) if (condition(i)) indices[count++] = i;
  return indices.subarray(0, count);
}
