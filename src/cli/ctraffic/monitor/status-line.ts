import type { LiveDisturbance } from '../../../analyze/index.ts';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, type RunStatus } from '../../../stats/index.ts';

const GAP = '  ';

interface Part {
  readonly text: string;
  /** The greatest goes first where there is no room. */
  readonly rank: number;
  readonly colour?: 'red' | 'yellow';
}

const COLOURS = { red: '\x1b[31m', yellow: '\x1b[33m' };
const PLAIN = '\x1b[0m';

export interface StatusLineOptions {
  /** Characters that there is room for. */
  readonly width: number;
  readonly colour: boolean;
  /** What is going on just now. */
  readonly disturbance?: LiveDisturbance | undefined;
}

/** How a run stands, in one line of a terminal; what matters least is left out where it is narrow. */
export function statusLine(
  status: RunStatus,
  { width, colour, disturbance }: StatusLineOptions,
): string {
  const parts = fit(partsOf(status, disturbance), width);
  const text = parts.map((part) => part.text).join(GAP);
  // Not even the first part has room.
  if (text.length > width) return text.slice(0, Math.max(0, width));
  if (!colour) return text;
  return parts
    .map((part) => (part.colour ? `${COLOURS[part.colour]}${part.text}${PLAIN}` : part.text))
    .join(GAP);
}

function partsOf(status: RunStatus, disturbance: LiveDisturbance | undefined): Part[] {
  const { active, failedConnections, connecting, receivedKBps, rttP99Ns, testerLate } = status;
  return [
    { text: `${clock(status.remainingNs)} left`, rank: 2 },
    { text: `${active} active`, rank: 0 },
    { text: `${failedConnections} lost`, rank: 1, ...(failedConnections > 0 && { colour: 'red' }) },
    { text: `${connecting} connecting`, rank: 3, ...(connecting > 0 && { colour: 'yellow' }) },
    { text: `${receivedKBps.toFixed(receivedKBps < 10 ? 1 : 0)} KB/s`, rank: 5 },
    ...(rttP99Ns > 0 ? [{ text: `p99 ${roundTrip(rttP99Ns)}`, rank: 6 }] : []),
    ...(testerLate ? [{ text: 'tester late', rank: 4, colour: 'yellow' as const }] : []),
    ...(disturbance === undefined
      ? []
      : [
          {
            text: `losing since ${(disturbance.beganNs / NS_PER_S).toFixed(1)} s: ${disturbance.lost}`,
            rank: 7,
            colour: 'red' as const,
          },
        ]),
  ];
}

function fit(parts: readonly Part[], width: number): readonly Part[] {
  const length = parts.reduce((sum, { text }) => sum + text.length + GAP.length, -GAP.length);
  if (length <= width || parts.length <= 1) return parts;
  const least = Math.max(...parts.map(({ rank }) => rank));
  return fit(
    parts.filter(({ rank }) => rank !== least),
    width,
  );
}

/** `0:09`, `1:05`, `1:01:05`. */
function clock(ns: Nanoseconds): string {
  const seconds = Math.max(0, Math.ceil(ns / NS_PER_S));
  const digits = (n: number): string => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${digits(m)}:${digits(s)}` : `${m}:${digits(s)}`;
}

function roundTrip(ns: Nanoseconds): string {
  if (ns >= NS_PER_S) return `${(ns / NS_PER_S).toFixed(2)} s`;
  const ms = ns / NS_PER_MS;
  return `${ms.toFixed(ms < 1 ? 2 : 1)} ms`;
}
