/**
 * How often each value occurred, as value, count, value, count, … in order of value: a histogram that
 * can be kept, sent to another thread, and put together with others. Values are whole microseconds.
 */
export type Counted = Float64Array<ArrayBuffer>;

/** Values below this are counted one by one; above it, to 11 significant bits (0.1 %). */
const EXACT = 2048;
const HALF = EXACT / 2;
const MOST_US = 2 ** 31 - 1;
const SIZE = 21 * HALF + HALF;

/**
 * Counts durations as they occur, in the buckets of an HDR histogram of 3 digits, at a tenth of the
 * cost of the general one: this is done twice for every packet.
 */
export class Tally {
  readonly #counts = new Uint32Array(SIZE);
  #minUs = MOST_US;
  #maxUs = 0;
  #total = 0;

  /** @param durationMs below 0 counts as 0 */
  record(durationMs: number): void {
    const us = durationMs > 0 ? Math.min(Math.round(durationMs * 1000), MOST_US) : 0;
    const shift = us < EXACT ? 0 : 21 - Math.clz32(us);
    const index = shift * HALF + (us >>> shift);
    this.#counts[index] = (this.#counts[index] as number) + 1;
    if (us < this.#minUs) this.#minUs = us;
    if (us > this.#maxUs) this.#maxUs = us;
    this.#total++;
  }

  /** What was counted since the last time; of each bucket the least value, of the last the greatest one seen. */
  drain(): Counted {
    if (this.#total === 0) return new Float64Array(0);
    const counts = this.#counts;
    const maxUs = this.#maxUs;
    const found: number[] = [];
    for (let index = indexOf(this.#minUs); index <= indexOf(maxUs); index++) {
      const count = counts[index] as number;
      if (count > 0) found.push(leastOf(index), count);
    }
    // The greatest value is kept as it is: a bucket would round it.
    const inLast = found.at(-1) as number;
    found.splice(-2, 2, ...(inLast > 1 ? [found.at(-2) as number, inLast - 1] : []), maxUs, 1);
    counts.fill(0);
    this.#minUs = MOST_US;
    this.#maxUs = 0;
    this.#total = 0;
    return Float64Array.from(found);
  }
}

function indexOf(us: number): number {
  const shift = us < EXACT ? 0 : 21 - Math.clz32(us);
  return shift * HALF + (us >>> shift);
}

function leastOf(index: number): number {
  if (index < EXACT) return index;
  const shift = Math.floor(index / HALF) - 1;
  return (index - shift * HALF) * 2 ** shift;
}

/** Several counts as one. */
export function sumOf(parts: readonly Counted[]): Counted {
  const counts = new Map<number, number>();
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 2) {
      const value = part[at] as number;
      counts.set(value, (counts.get(value) ?? 0) + (part[at + 1] as number));
    }
  }
  return Float64Array.from([...counts].sort(([a], [b]) => a - b).flat());
}
