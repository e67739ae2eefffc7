/**
 * The place after `last` that is up, in turn; undefined = none is.
 *
 * @param up which places are up
 * @param last the place that was taken last; -1 = none was
 */
export function nextUp(up: readonly boolean[], last: number): number | undefined {
  for (let step = 1; step <= up.length; step++) {
    const place = (last + step) % up.length;
    if (up[place] === true) return place;
  }
  return undefined;
}
