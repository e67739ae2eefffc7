import type { ConnectionState, StopReason, TrafficCounters } from '../../../stats/index.ts';
import type { Milliseconds } from '../../platform/clock.ts';
import type { Measured } from '../measure/meter.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';

/** What one thread does. It can be sent to a thread as it is. */
export interface PartOrder {
  readonly plan: TrafficPlan;
  readonly sampleIntervalMs: Milliseconds;
}

/** How one thread's traffic stands, and what was measured since its last report. */
export interface PartReport extends Measured {
  readonly timeMs: Milliseconds;
  readonly counters: Readonly<TrafficCounters>;
  /** Number of the sample that this is, from 1; 0 = none; Infinity = the last word of this part. */
  readonly sample: number;
  /** The same for the status of every second. */
  readonly status: number;
}

/** Who listens to one part of the traffic, in this thread or another. */
export interface PartListener {
  onOpen(state: ConnectionState): void;
  onEnd(state: ConnectionState): void;
  onReport(report: PartReport): void;
  /** A word to the user, in a line. */
  onNotice(notice: string): void;
  /** It is over; the last report has been told. */
  onOver(reason: StopReason): void;
  /** Its thread has died; the last report is made of what it had told. `onOver` is not called. */
  onDeath(error: Error): void;
}

/** One part of the traffic, under way. */
export interface Part {
  /** Ends it; `onOver` follows. */
  stop(reason: StopReason): void;
}
