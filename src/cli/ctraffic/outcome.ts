import type { StopReason } from '../../engine/index.ts';
import { nsToSeconds, type Run } from '../../stats/index.ts';

/** What the program knows of a run beside its statistics. */
export interface RunFacts {
  readonly address: string;
  /** How long it should have lasted. */
  readonly plannedSeconds: number;
  /** At some time a connection was seen. */
  readonly wasConnected: boolean;
  /** Seconds in which the tester itself was late, of all that were told. */
  readonly lateSeconds: number;
  readonly toldSeconds: number;
}

/** How a run is judged. */
export interface Outcome {
  /** Why it failed; absent where it went through. */
  readonly failure?: string;
  /** What else is to be said. */
  readonly notices: readonly string[];
}

/** Judges a run by how it ended and by what came of it. */
export function outcomeOf(run: Run, facts: RunFacts): Outcome {
  const { lateSeconds, toldSeconds } = facts;
  const notices =
    lateSeconds === 0
      ? []
      : [
          `the tester itself was late in ${lateSeconds} of ${toldSeconds} s: what was lost in them may be its own fault`,
        ];
  const reason = run.header.stopped as StopReason | undefined;
  const after = `after ${secondsText(nsToSeconds(run.header.durationNs))} of ${secondsText(facts.plannedSeconds)}`;
  if (!wasConnected(run, facts)) {
    const { failedConnects } = run.header;
    const attempts = failedConnects === 1 ? '1 attempt' : `${failedConnects} attempts`;
    return {
      failure: `${facts.address}: expected a server that answers, found none: ${attempts} to connect failed${causes(run)}`,
      notices,
    };
  }
  switch (reason) {
    case 'too-many-reconnects':
      return {
        failure: `ended ${after}: too many re-connects; --retries allows more`,
        notices,
      };
    case 'out-of-sources':
      return { failure: `ended ${after}: the source addresses of --srcfile are used up`, notices };
    case 'interrupted':
      return { notices: [...notices, `interrupted ${after}`] };
    case 'no-connections':
      return { notices: [...notices, `ended ${after}: no connection is left`] };
    case 'deadline':
    case undefined:
      return { notices };
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
