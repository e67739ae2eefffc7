/** Where in a sorted list the values begin that are not `before`. */
export function insertionPoint<T>(sorted: readonly T[], before: (value: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(sorted[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
