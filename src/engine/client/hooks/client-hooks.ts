import type { ConnectionState, Loss, RunStatus, SampleRow } from '../../../stats/index.ts';

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
  /** A connection is over, as it stands in the statistics; those that lasted are told when the run is over. */
  readonly onConnection?: (connection: ConnectionState) => void;
  /** A client ends without the connection it tried to make; `cause` of its last attempt, '' = none failed. */
  readonly onUnconnected?: (cause: string) => void;
  /** A word to the user: the tester was late, descriptors run out. One line, no full stop. */
  readonly onNotice?: (notice: string) => void;
}
