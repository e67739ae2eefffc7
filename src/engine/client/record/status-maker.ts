import { BYTES_PER_KB, durationCounts, msToNs, type RunStatus } from '../../../stats/index.ts';
import type { DurationHistogram } from '../measure/duration-histogram.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import type { Interval } from '../parts/interval-merger.ts';
import { isLate, punctualityOf } from '../tester/punctuality.ts';

/** Says how a run stands, of its seconds one after another. */
export class StatusMaker {
  readonly #options: ResolvedOptions;
  /** That make the traffic. */
  readonly #threads: number;
  readonly #scratch: DurationHistogram;
  #before = { timeMs: 0, received: 0 };

  /** @param scratch for what is being looked at */
  constructor(options: ResolvedOptions, threads: number, scratch: DurationHistogram) {
    this.#options = options;
    this.#threads = threads;
    this.#scratch = scratch;
  }

  /** @param interval what followed the one before */
  statusOf(interval: Interval): RunStatus {
    const { packetSizeBytes, durationMs } = this.#options;
    const { counters, timeMs, roundTrips } = interval;
    const before = this.#before;
    this.#before = { timeMs, received: counters.received };
    const fromNs = msToNs(before.timeMs);
    const punctuality = punctualityOf(interval, fromNs, this.#threads, this.#scratch);
    const seconds = (timeMs - before.timeMs) / 1000;
    const bytes = (counters.received - before.received) * packetSizeBytes;
    return {
      ...counters,
      timeNs: msToNs(timeMs),
      remainingNs: Math.max(0, msToNs(durationMs - timeMs)),
      receivedKBps: seconds > 0 ? bytes / BYTES_PER_KB / seconds : 0,
      testerLate: isLate(punctuality),
      rttP99Ns: this.#scratch.hold(roundTrips).percentileNs(99),
      roundTrips: durationCounts(roundTrips),
    };
  }
}
