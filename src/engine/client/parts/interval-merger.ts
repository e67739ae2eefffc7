import { addCounters, noCounters, type TrafficCounters } from '../../../stats/index.ts';
import type { Milliseconds } from '../../platform/clock.ts';
import type { Measured } from '../measure/meter.ts';
import { sumOf, type Counted } from '../measure/tally.ts';

/** What one part tells of an interval that is over, and of those before it of which it told nothing. */
export interface PartInterval extends Measured {
  readonly timeMs: Milliseconds;
  readonly counters: Readonly<TrafficCounters>;
}

/** An interval of the whole run; its counters are the sums of the parts as they stood then. */
export interface Interval extends PartInterval {
  /** From 1; Infinity = the last word. */
  readonly number: number;
}

interface Measuring {
  roundTrips: Counted[];
  lateness: Counted[];
  loopDelays: Counted[];
  late: number;
}

interface OpenInterval extends Measuring {
  readonly number: number;
  timeMs: Milliseconds;
  /** By part; undefined = it has not told yet. */
  readonly told: (Readonly<TrafficCounters> | undefined)[];
}

/** So many counts are kept apart; then they are put together, lest a long interval take memory. */
const APART = 64;

/**
 * Puts the intervals of several parts together, each as soon as all parts have told of it. A part that
 * slept through the end of an interval tells of it with the next one: so does the whole.
 */
export class IntervalMerger {
  readonly #parts: number;
  readonly #onInterval: (interval: Interval) => void;
  /** In order of number. */
  #open: OpenInterval[] = [];
  /** What parts measured for an interval that is not over. */
  readonly #carried: Measuring[];
  /** The last interval that each part told of, and its last word. */
  readonly #reached: number[];
  readonly #lastWords: (Readonly<TrafficCounters> | undefined)[];

  constructor(parts: number, onInterval: (interval: Interval) => void) {
    this.#parts = parts;
    this.#onInterval = onInterval;
    this.#carried = Array.from({ length: parts }, nothing);
    this.#reached = Array.from({ length: parts }, () => 0);
    this.#lastWords = Array.from({ length: parts }, () => undefined);
  }

  /** Something measured by a part before an interval was over. */
  carry(part: number, measured: Measured): void {
    pour(measured, this.#carried[part] as Measuring);
  }

  /**
   * An interval of a part is over; `number` is greater than any that the part told before. After its
   * last word nothing is heard.
   */
  add(part: number, number: number, interval: PartInterval): void {
    if (this.#lastWords[part] !== undefined) return;
    const open = this.#intervalOf(number);
    pour(this.#carried[part] as Measuring, open);
    this.#carried[part] = nothing();
    pour(interval, open);
    open.timeMs = Math.max(open.timeMs, interval.timeMs);
    open.told[part] = interval.counters;
    if (number === Infinity) this.#lastWords[part] = interval.counters;
    else this.#reached[part] = number;
    this.#closeSkipped();
    this.#tellWhole();
  }

  #intervalOf(number: number): OpenInterval {
    const known = this.#open.find((interval) => interval.number === number);
    if (known !== undefined) return known;
    const made: OpenInterval = {
      number,
      timeMs: 0,
      told: Array.from({ length: this.#parts }, () => undefined),
      ...nothing(),
    };
    this.#open.push(made);
    this.#open.sort((a, b) => a.number - b.number);
    return made;
  }

  /**
   * An interval that a part has passed over cannot become whole: it goes into the next one. A part
   * that is over stands as it ended.
   */
  #closeSkipped(): void {
    const kept: OpenInterval[] = [];
    let skipped: OpenInterval[] = [];
    for (const interval of this.#open) {
      let passedOver = false;
      for (let part = 0; part < this.#parts; part++) {
        if (interval.told[part] !== undefined) continue;
        if ((this.#reached[part] as number) > interval.number) passedOver = true;
        else interval.told[part] = this.#lastWords[part];
      }
      if (passedOver) {
        skipped.push(interval);
        continue;
      }
      for (const earlier of skipped) pour(earlier, interval);
      skipped = [];
      kept.push(interval);
    }
    this.#open = kept;
  }

  #tellWhole(): void {
    for (;;) {
      const [first] = this.#open;
      if (first === undefined || first.told.includes(undefined)) return;
      this.#open.shift();
      const { number, timeMs, roundTrips, lateness, loopDelays, late, told } = first;
      const counters = noCounters();
      for (const part of told) if (part !== undefined) addCounters(counters, part);
      this.#onInterval({ number, timeMs, counters, roundTrips, lateness, loopDelays, late });
    }
  }
}

function nothing(): Measuring {
  return { roundTrips: [], lateness: [], loopDelays: [], late: 0 };
}

function pour(from: Measured, into: Measuring): void {
  into.late += from.late;
  for (const name of ['roundTrips', 'lateness', 'loopDelays'] as const) {
    into[name].push(...from[name]);
    if (into[name].length > APART) into[name] = [sumOf(into[name])];
  }
}
