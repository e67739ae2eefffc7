/**
 * Index of the `q`-quantile in `length` rising values: the least that `q` of them do not exceed.
 * By nearest rank, which is a value that was measured, where d3-array's interpolates between two.
 */
export function quantileIndex(length: number, q: number): number {
  // What is 0.95 * 20 but for rounding is 19.
  return Math.min(length - 1, Math.max(0, Math.ceil(q * length - 1e-9) - 1));
}

/** The `q`-quantile of values that rise; undefined where there are none. */
export function quantile(rising: ArrayLike<number>, q: number): number | undefined {
  return rising[quantileIndex(rising.length, q)];
}
