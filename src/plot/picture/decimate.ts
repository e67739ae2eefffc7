/** Indexes into a series, ascending: the ones worth drawing. */
export type Indexes = Uint32Array;

/**
 * Picks what a picture of `columns` pixels can show of a series: in every pixel column its first,
 * least, greatest and last value. A drop-out of a single sample stays visible. Series of up to
 * two points a pixel come back whole.
 *
 * @param x ascending positions
 * @param y the values, one for each position
 * @param columns width of the plot, in pixels
 */
export function decimate(x: ArrayLike<number>, y: ArrayLike<number>, columns: number): Indexes {
  const length = x.length;
  if (length <= 2 * columns || columns < 1) return Uint32Array.from({ length }, (_, i) => i);
  const first = x[0] ?? 0;
  const span = (x[length - 1] ?? 0) - first;
  const columnOf = (i: number): number =>
    span > 0 ? Math.min(columns - 1, Math.floor((((x[i] ?? 0) - first) / span) * columns)) : 0;

  const kept: number[] = [];
  for (let start = 0; start < length;) {
    const column = columnOf(start);
    let least = start;
    let greatest = start;
    let end = start + 1;
    for (; end < length && columnOf(end) === column; end++) {
      if ((y[end] ?? 0) < (y[least] ?? 0)) least = end;
      if ((y[end] ?? 0) > (y[greatest] ?? 0)) greatest = end;
    }
    const chosen = [start, least, greatest, end - 1].sort((a, b) => a - b);
    kept.push(...new Set(chosen));
    start = end;
  }
  return Uint32Array.from(kept);
}
