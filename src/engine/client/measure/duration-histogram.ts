import { encodeIntoCompressedBase64, Float64Histogram } from 'hdr-histogram-js';
import { NS_PER_US, type JsonValue, type Nanoseconds } from '../../../stats/index.ts';
import type { Counted } from './tally.ts';

/** What the histogram has room for at first; it grows where a value is greater. */
const USUAL_MAX_US = 60e6;
const DIGITS = 3;

/** Durations of a whole run, or of an interval: an HDR histogram of microseconds. */
export class DurationHistogram {
  readonly #histogram = new Float64Histogram(1, USUAL_MAX_US, DIGITS);
  #minUs = Infinity;
  #sumUs = 0;

  constructor() {
    this.#histogram.autoResize = true;
  }

  add(counted: Counted): void {
    for (let at = 0; at < counted.length; at += 2) {
      const value = counted[at] as number;
      const count = counted[at + 1] as number;
      this.#histogram.recordValueWithCount(value, count);
      this.#sumUs += value * count;
      if (value < this.#minUs) this.#minUs = value;
    }
  }

  /** Holds these, in place of what it held. */
  hold(parts: readonly Counted[]): this {
    this.#reset();
    for (const counted of parts) this.add(counted);
    return this;
  }

  #reset(): void {
    this.#histogram.reset();
    this.#minUs = Infinity;
    this.#sumUs = 0;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Of nothing: 0. Of a bucket, the greatest value that it stands for, but never more than was seen. */
  percentileNs(percentile: number): Nanoseconds {
    if (this.count === 0) return 0;
    const us = this.#histogram.getValueAtPercentile(percentile);
    return Math.min(us, this.#histogram.maxValue) * NS_PER_US;
  }

  get maxNs(): Nanoseconds {
    return this.#histogram.maxValue * NS_PER_US;
  }

  /** Figures in ns, and the histogram itself, which can be put together with those of other runs. */
  summary(): { readonly [key: string]: JsonValue } {
    const { count } = this;
    return {
      Unit: 'ns',
      Count: count,
      Min: count === 0 ? 0 : this.#minUs * NS_PER_US,
      Mean: count === 0 ? 0 : Math.round((this.#sumUs * NS_PER_US) / count),
      P50: this.percentileNs(50),
      P90: this.percentileNs(90),
      P99: this.percentileNs(99),
      P999: this.percentileNs(99.9),
      Max: this.maxNs,
      HistogramUnit: 'us',
      Histogram: encodeIntoCompressedBase64(this.#histogram),
    };
  }
}
