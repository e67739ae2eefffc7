import { counted, nsToSeconds, type Run, type StopReason } from '../../stats/index.ts';

/** What the program knows of a run beside its statistics. */
export interface RunFacts {
  readonly address: string;
  /** How long it should have lasted. */
  readonly plannedSeconds: number;
  /** At some time a connection was seen. */
  readonly wasConnected: boolean;
  /** Clients that have no connection at the end, having tried. */
  readonly unconnected: number;
  /** Why clients have no connection at the end, or lost one without an echo. */
  readonly causes: ReadonlySet<string>;
}

/** How a run is judged: what is to be said at the end, if anything, and whether it failed. */
export interface Outcome {
  readonly failed: boolean;
  readonly words?: string;
}

/** Judges a run by how it ended and by what came of it. */
export function outcomeOf(run: Run, facts: RunFacts): Outcome {
  const { stopped, durationNs } = run.header;
  const ended = stopped as StopReason | undefined;
  const fault = serverFault(run, facts, ended);
  if (fault !== undefined) return { failed: true, words: `${facts.address}: ${fault}` };
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

/**
 * What is wrong with the server, if it was never seen to work; undefined = it was, or nobody knows.
 * Who interrupts a run before its first attempt has an answer knows nothing of the server yet, and
 * neither does one that ended for want of something of its own.
 */
function serverFault(run: Run, facts: RunFacts, ended: StopReason | undefined): string | undefined {
  const { sent, received, failedConnections, failedConnects } = run.header;
  const wentThrough = ended === undefined || ended === 'deadline' || ended === 'no-connections';
  if (!wasConnected(run, facts)) {
    if (failedConnects === 0 && !wentThrough) return undefined;
    return `expected a server that answers, found none${attemptsText(run.header, facts.causes)}`;
  }
  if (received > 0 || sent === 0 || (failedConnections === 0 && !wentThrough)) return undefined;
  const packets = counted(sent, 'packet');
  const lost = counted(failedConnections, 'connection');
  return `expected a server that echoes, found none: ${packets} sent, ${lost} lost${reasons(facts.causes)}`;
}

/** Of a run without its connections, what it counted must do. */
function wasConnected({ header, connections }: Run, facts: RunFacts): boolean {
  return (
    facts.wasConnected ||
    (header.stopped === 'deadline' && facts.unconnected < header.connections) ||
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
  return `: ${counted(failedConnects, 'attempt')} to connect failed${reasons(causes)}`;
}

function reasons(causes: ReadonlySet<string>): string {
  const known = [...causes].filter((cause) => cause !== '').sort();
  return known.length === 0 ? '' : ` (${known.join(', ')})`;
}

function secondsText(seconds: number): string {
  return `${Number(seconds.toFixed(1))} s`;
}
