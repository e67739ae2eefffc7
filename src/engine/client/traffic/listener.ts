import type { ConnectionRow } from '../../../stats/index.ts';
import type { Milliseconds } from '../../platform/clock.ts';

/** Why a run ended. */
export type StopReason =
  /** Its time was over. */
  | 'deadline'
  /** It was asked to stop: SIGINT, SIGTERM, an AbortSignal. */
  | 'interrupted'
  /** As many connections were begun as may be. */
  | 'too-many-reconnects'
  /** The list of source addresses came to its end. */
  | 'out-of-sources'
  /** Without re-connecting: no connection is left. */
  | 'no-connections'
  /** A thread of the client died; what it had told until then is in the statistics. */
  | 'tester-failed';

/** Counts since the start of the run; `active` and `connecting` are of this instant. */
export interface TrafficCounters {
  sent: number;
  received: number;
  dropped: number;
  /** TCP segments sent again; those of open connections as they stood within the last second or so. */
  retransmits: number;
  /** Established connections that were lost. */
  failedConnections: number;
  /** Connect attempts that failed. */
  failedConnects: number;
  /** Connections established at this instant. */
  active: number;
  /** Clients that try to get a connection at this instant. */
  connecting: number;
  /** UDP: echoes that came twice, in another order than they were sent, after their time. */
  duplicates: number;
  reordered: number;
  late: number;
}

/** A connection as it stands; with its client always. */
export type ConnectionState = ConnectionRow & { client: number };

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
