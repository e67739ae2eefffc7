/**
 * The values that fall into each of `columns` equal parts of a time axis, combined.
 *
 * @param from start of row r, in any unit
 * @param to end of row r
 * @returns a value for each column; undefined where no row touches it
 */
export function binned(
  rows: {
    readonly length: number;
    readonly from: (row: number) => number;
    readonly to: (row: number) => number;
    readonly value: (row: number) => number;
  },
  end: number,
  columns: number,
  combine: (a: number, b: number) => number,
): (number | undefined)[] {
  const bins: (number | undefined)[] = Array.from({ length: columns }, () => undefined);
  for (let row = 0; row < rows.length; row++) {
    const first = Math.max(0, Math.floor((rows.from(row) / end) * columns + 1e-9));
    const last = Math.min(columns - 1, Math.ceil((rows.to(row) / end) * columns - 1e-9) - 1);
    for (let column = first; column <= Math.max(first, last) && column < columns; column++) {
      const before = bins[column];
      const value = rows.value(row);
      bins[column] = before === undefined ? value : combine(before, value);
    }
  }
  return bins;
}
