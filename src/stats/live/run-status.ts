import type { KBps, Nanoseconds } from '../units.ts';
import type { DurationCounts } from './duration-counts.ts';
import type { TrafficCounters } from './traffic-counters.ts';

/** How a run stands; told about once a second. */
export interface RunStatus extends Readonly<TrafficCounters> {
  readonly timeNs: Nanoseconds;
  /** Until the planned end. */
  readonly remainingNs: Nanoseconds;
  /** Of the second before. */
  readonly receivedKBps: KBps;
  readonly rttP99Ns: Nanoseconds;
  /** Round trips of the second before, each from its packet's scheduled time to its echo. */
  readonly roundTrips: DurationCounts;
  /** The tester itself was late in the second before. */
  readonly testerLate: boolean;
}
