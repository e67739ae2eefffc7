/** The greatest of any number of values; `least` where none is above it. */
export function greatest(values: Iterable<number>, least: number): number {
  let most = least;
  for (const value of values) if (value > most) most = value;
  return most;
}
