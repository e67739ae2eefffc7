import { msToNs, NS_PER_MS, type Nanoseconds } from '../../../stats/index.ts';
import type { Milliseconds } from '../../platform/clock.ts';
import type { DurationHistogram } from '../measure/duration-histogram.ts';
import { LATE_MS, type Measured } from '../measure/meter.ts';
import type { Counted } from '../measure/tally.ts';

const US_PER_MS = 1000;
/** Share of packets, or of time, that may be late. */
const TOLERATED = 0.01;

/** How punctual the tester was in an interval. */
export interface Punctuality {
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
  /** 99th percentile of the lateness of sends. */
  readonly latenessP99Ns: Nanoseconds;
  /** How long the event loop was held up for more than 10 ms; the mean of all threads. */
  readonly heldUpMs: Milliseconds;
}

/**
 * How punctual it was in an interval that ends now.
 *
 * @param threads that the interval was measured in
 * @param scratch for what is being looked at
 */
export function punctualityOf(
  interval: Pick<Measured, 'lateness' | 'loopDelays'> & { readonly timeMs: Milliseconds },
  fromNs: Nanoseconds,
  threads: number,
  scratch: DurationHistogram,
): Punctuality {
  return {
    fromNs,
    toNs: msToNs(interval.timeMs),
    latenessP99Ns: scratch.hold(interval.lateness).percentileNs(99),
    heldUpMs: heldUpMs(interval.loopDelays) / threads,
  };
}

/**
 * Whether the tester itself was late: one packet in a hundred left more than 10 ms after its time, or
 * would have left so, had it not been dropped for being later than its successor.
 */
export function isLate({ fromNs, toNs, latenessP99Ns, heldUpMs }: Punctuality): boolean {
  const spanMs = (toNs - fromNs) / NS_PER_MS;
  return latenessP99Ns > LATE_MS * NS_PER_MS || heldUpMs > spanMs * TOLERATED;
}

/** Time in which a packet would have left more than 10 ms late: of each delay what is beyond that. */
export function heldUpMs(loopDelays: readonly Counted[]): Milliseconds {
  let us = 0;
  for (const counted of loopDelays) {
    for (let at = 0; at < counted.length; at += 2) {
      const beyondUs = (counted[at] as number) - LATE_MS * US_PER_MS;
      if (beyondUs > 0) us += beyondUs * (counted[at + 1] as number);
    }
  }
  return us / US_PER_MS;
}
