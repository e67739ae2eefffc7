import type { ConnectionState, StopReason, TrafficCounters } from '../../../stats/index.ts';
import type { Milliseconds } from '../../platform/clock.ts';

/**
 * What traffic tells while it runs. The first two are called for every packet: they must not
 * allocate.
 */
export interface TrafficListener {
  /** A packet was sent, so much after its scheduled time. */
  onSent(latenessMs: Milliseconds): void;
  /** A whole echo came, so much after the scheduled time of its packet (coordinated omission). */
  onEcho(roundTripMs: Milliseconds): void;
  /** A connection was established, or its first echo came. `endedNs` is Infinity. */
  onOpen(state: ConnectionState): void;
  /** A connection is over, or its client gave up connecting: the final record. `err` '' = it lasted. */
  onEnd(state: ConnectionState): void;
  /** The traffic is over by itself; every record has been told. */
  onOver(reason: StopReason): void;
  /** A word to the user: descriptors or ports run out. At most one a second of a kind, and one at the end. */
  onNotice?(notice: string): void;
}

/** Traffic under way. */
export interface Traffic {
  readonly counters: Readonly<TrafficCounters>;
  /** Ends it now: all records are told before this returns; `onOver` is called with the reason. */
  stop(reason: StopReason): void;
}
