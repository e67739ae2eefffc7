import { NS_PER_S, type Nanoseconds } from '../../stats/pure.ts';
import { backOffNs, longestBackOffNs, type ClientTimers } from './client-timers.ts';
import type { OutagesRun } from './echo-times.ts';

/** An attempt that took so long had its SYN sent again. */
const RETRANSMITTED_NS: Nanoseconds = 0.9 * NS_PER_S;
/** A SYN is sent again after that time, then after twice as long, and so on (RFC 6298). */
const FIRST_RETRANSMISSION_NS: Nanoseconds = NS_PER_S;

/** When clients asked in vain last before a connection was established. */
export interface AskedInVain {
  /** Whether the file says so; it is a lower bound otherwise. */
  readonly recorded: boolean;
  /** 0 = the client is not known to have asked in vain. */
  lastNs: (row: number) => Nanoseconds;
}

/** Reads it from the file, or derives the earliest that it can have been from attempts and timers. */
export function askedInVain({ connections }: OutagesRun, timers: ClientTimers): AskedInVain {
  const { startedNs, connectNs, attempts, askedInVainNs, recorded } = connections;
  if (recorded.has('askedInVainNs')) {
    return { recorded: true, lastNs: (row) => askedInVainNs[row] as number };
  }
  return {
    recorded: false,
    lastNs: (row) =>
      connectNs[row] === 0
        ? (startedNs[row] as number)
        : leastAskedInVainNs(
            startedNs[row] as number,
            connectNs[row] as number,
            attempts[row] as number,
            timers,
          ),
  };
}

/** @param attempts 0 = not known */
function leastAskedInVainNs(
  startedNs: Nanoseconds,
  connectNs: Nanoseconds,
  attempts: number,
  { connectTimeoutNs }: ClientTimers,
): Nanoseconds {
  const tookNs = connectNs - startedNs;
  if (attempts === 1 || (attempts === 0 && tookNs <= connectTimeoutNs)) {
    return tookNs < RETRANSMITTED_NS ? 0 : startedNs + leastSynBeforeNs(tookNs);
  }
  const pauseNs = attempts === 0 ? longestBackOffNs(tookNs) : backOffNs(attempts - 1);
  return Math.max(
    startedNs,
    startedNs + pausesBeforeNs(attempts - 2),
    connectNs - longestWaitNs(pauseNs, connectTimeoutNs),
  );
}

/** When, in an attempt that took so long, the SYN was sent before the one that was answered. */
function leastSynBeforeNs(tookNs: Nanoseconds): Nanoseconds {
  let answeredNs = FIRST_RETRANSMISSION_NS;
  let beforeNs = 0;
  for (;;) {
    const nextNs = 2 * answeredNs + FIRST_RETRANSMISSION_NS;
    if (nextNs > tookNs) return beforeNs;
    beforeNs = answeredNs;
    answeredNs = nextNs;
  }
}

/** The pauses after so many failed attempts together. */
function pausesBeforeNs(failures: number): Nanoseconds {
  let ns = 0;
  for (let failure = 1; failure <= failures; failure++) ns += backOffNs(failure);
  return ns;
}

/**
 * The longest time from a SYN in vain to the answer: the rest of a failed attempt, a pause, and an
 * answer without a retransmission; or a whole attempt whose SYN was sent again.
 */
function longestWaitNs(pauseNs: Nanoseconds, connectTimeoutNs: Nanoseconds): Nanoseconds {
  const restNs = Math.max(
    FIRST_RETRANSMISSION_NS,
    (connectTimeoutNs + FIRST_RETRANSMISSION_NS) / 2,
  );
  return Math.max(connectTimeoutNs, restNs + pauseNs + RETRANSMITTED_NS);
}
