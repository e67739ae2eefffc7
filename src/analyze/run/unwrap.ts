export const UINT32_RANGE: number = 2 ** 32;

/** A cumulative uint32 counter without its overflows: it never falls. */
export function unwrapped(counter: Uint32Array): Float64Array {
  const values = new Float64Array(counter.length);
  let overflows = 0;
  let last = 0;
  for (let i = 0; i < counter.length; i++) {
    const value = counter[i] as number;
    if (value < last) overflows++;
    last = value;
    values[i] = value + overflows * UINT32_RANGE;
  }
  return values;
}
