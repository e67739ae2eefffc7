import type { Nanoseconds, SampleRow } from '../../stats/index.ts';
import type { TrafficCounters } from './traffic/listener.ts';

/** A connection that was lost just now. */
export interface Loss {
  /** Since the start of the run. */
  readonly timeNs: Nanoseconds;
  /** Client (slot), from 0. */
  readonly client: number;
  /** The server's host name; '' = no echo came. */
  readonly host: string;
  readonly err: string;
  readonly cause: string;
}

/** How a run stands; told about once a second. */
export interface RunStatus extends Readonly<TrafficCounters> {
  readonly timeNs: Nanoseconds;
  /** Until the planned end. */
  readonly remainingNs: Nanoseconds;
  /** Of the second before. */
  readonly receivedKBps: number;
  readonly rttP99Ns: Nanoseconds;
  /** The tester itself was late in the second before. */
  readonly testerLate: boolean;
}

/**
 * What a program is told while a client runs. All are called in the caller's own thread. One that throws
 * ends the run, as `signal` does; then the run fails with what was thrown.
 */
export interface ClientHooks {
  /** Ends the run early; what happened until then is the result. */
  readonly signal?: AbortSignal;
  readonly onSample?: (sample: SampleRow) => void;
  readonly onStatus?: (status: RunStatus) => void;
  readonly onLoss?: (loss: Loss) => void;
  /** A client ends without the connection it tried to make; `cause` of its last attempt, '' = none failed. */
  readonly onUnconnected?: (cause: string) => void;
  /** A word to the user: the tester was late, descriptors run out. One line, no full stop. */
  readonly onNotice?: (notice: string) => void;
}
