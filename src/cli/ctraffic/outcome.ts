import type { StopReason } from '../../engine/index.ts';
import { nsToSeconds, type Run } from '../../stats/index.ts';

/** What the program knows of a run beside its statistics. */
export interface RunFacts {
  readonly address: string;
  /** How long it should have lasted. */
  readonly plannedSeconds: number;
  /** At some time a connection was seen. */
  readonly wasConnected: boolean;
}

/** How a run is judged: what is to be said at the end, if anything, and whether it failed. */
export interface Outcome {
  readonly failed: boolean;
  readonly words?: string;
}

/** Judges a run by how it ended and by what came of it. */
export function outcomeOf(run: Run, facts: RunFacts): Outcome {
  const { stopped, failedConnects, durationNs } = run.header;
  // Who interrupts a run before its first attempt has an answer knows nothing of the server yet.
  const isEarly = stopped === 'interrupted' && failedConnects === 0;
  if (!wasConnected(run, facts) && !isEarly) {
    const attempts = failedConnects === 1 ? '1 attempt' : `${failedConnects} attempts`;
    return {
      failed: true,
      words: `${facts.address}: expected a server that answers, found none: ${attempts} to connect failed${causes(run)}`,
    };
  }
  const after = `after ${secondsText(nsToSeconds(durationNs))} of ${secondsText(facts.plannedSeconds)}`;
  switch (stopped as StopReason | undefined) {
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

function causes({ connections }: Run): string {
  const found = new Set<string>();
  for (let i = 0; i < connections.length; i++) found.add(connections.cause.at(i));
  found.delete('');
  return found.size === 0 ? '' : ` (${[...found].sort().join(', ')})`;
}

function secondsText(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}
