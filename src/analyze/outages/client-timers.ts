import { NS_PER_MS, NS_PER_S, type Nanoseconds, type RunHeader } from '../../stats/pure.ts';
import { numberField } from '../run/summary/json-fields.ts';
import { REPLY_TIMEOUT_NS } from '../support/resolution.ts';

const CONNECT_TIMEOUT_NS: Nanoseconds = 1.5 * NS_PER_S;
const BACK_OFF_STEP_NS: Nanoseconds = 0.1 * NS_PER_S;
/** The longest pause between two attempts. */
export const MOST_BACK_OFF_NS: Nanoseconds = NS_PER_S;

/** For how long a client waits before it asks again. */
export interface ClientTimers {
  /** For the echo of a packet. */
  readonly replyTimeoutNs: Nanoseconds;
  /** For a connection to be established. */
  readonly connectTimeoutNs: Nanoseconds;
}

/** What the run was made with where the file says so, otherwise the original's. */
export function clientTimers({ config }: Pick<RunHeader, 'config'>): ClientTimers {
  const timer = (name: string, otherwise: Nanoseconds): Nanoseconds => {
    const ms = numberField(config, name);
    return ms === undefined ? otherwise : ms * NS_PER_MS;
  };
  return {
    replyTimeoutNs: timer('replyTimeoutMs', REPLY_TIMEOUT_NS),
    connectTimeoutNs: timer('connectTimeoutMs', CONNECT_TIMEOUT_NS),
  };
}

/** The pause after so many failed attempts in a row. */
export function backOffNs(failures: number): Nanoseconds {
  return Math.min(failures * BACK_OFF_STEP_NS, MOST_BACK_OFF_NS);
}

/** The longest pause that a client can have come to within a time, all pauses before included. */
export function longestBackOffNs(withinNs: Nanoseconds): Nanoseconds {
  let failures = 0;
  let pausedNs = 0;
  while (backOffNs(failures) < MOST_BACK_OFF_NS) {
    pausedNs += backOffNs(failures + 1);
    if (pausedNs > withinNs) break;
    failures++;
  }
  return backOffNs(failures);
}
