import type { StopReason } from '../../engine/index.ts';
import { nsToSeconds, type Run } from '../../stats/index.ts';

/** What the program knows of a run beside its statistics. */
export interface RunFacts {
  readonly address: string;
  /** How long it should have lasted. */
  readonly plannedSeconds: number;
  /** At some time a connection was seen. */
  readonly wasConnected: boolean;
  /** Why those clients have none that have none at the end. */
  readonly causes: ReadonlySet<string>;
}

/** How a run is judged: what is to be said at the end, if anything, and whether it failed. */
export interface Outcome {
  readonly failed: boolean;
  readonly words?: string;
}

/** Judges a run by how it ended and by what came of it. */
export function outcomeOf(run: Run, facts: RunFacts): Outcome {
  const { stopped, failedConnects, durationNs } = run.header;
  // Who interrupts a run before its first attempt has an answer knows nothing of the server yet, and
  // neither does one that ended for want of something of its own.
  const ended = stopped as StopReason | undefined;
  const wasTried =
    failedConnects > 0 || ended === undefined || ended === 'deadline' || ended === 'no-connections';
  if (!wasConnected(run, facts) && wasTried) {
    return {
      failed: true,
      words: `${facts.address}: expected a server that answers, found none${attemptsText(run.header, facts.causes)}`,
    };
  }
  const after = `after ${secondsText(nsToSeconds(durationNs))} of ${secondsText(facts.plannedSeconds)}`;
  switch (ended) {
    case 'deadline':
    case undefined:
      return { failed: false };
    case 'interrupted':
      return { failed: false, words: `interrupted ${after}` };
    case 'no-connections':
      return { failed: false, words: `ended ${after}: no connection is left` };
    case 'too-many-reconnects':
      return {
        failed: true,
        words: `ended ${after}: too many re-connects; --retries allows more`,
      };
    case 'out-of-sources':
      return {
        failed: true,
        words: `ended ${after}: the source addresses of --srcfile are used up`,
      };
    case 'tester-failed':
      return { failed: true, words: `ended ${after}: a thread of the client died` };
  }
}

/** Of a run without its connections, what it counted must do. */
function wasConnected({ header, connections }: Run, facts: RunFacts): boolean {
  return (
    facts.wasConnected ||
    header.sent > 0 ||
    header.failedConnections > 0 ||
    connections.connectNs.some((ns) => ns > 0)
  );
}

function attemptsText(
  { failedConnects, durationNs }: Run['header'],
  causes: ReadonlySet<string>,
): string {
  if (failedConnects === 0) return ` within ${secondsText(nsToSeconds(durationNs))}`;
  const attempts = failedConnects === 1 ? '1 attempt' : `${failedConnects} attempts`;
  const known = [...causes].filter((cause) => cause !== '').sort();
  const why = known.length === 0 ? '' : ` (${known.join(', ')})`;
  return `: ${attempts} to connect failed${why}`;
}

function secondsText(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}
