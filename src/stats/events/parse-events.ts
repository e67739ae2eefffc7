import { StatsError } from '../errors/stats-error.ts';
import type { RunHeader } from '../run/run.ts';
import type { WallClockEvent } from './event-line.ts';
import type { RunEvent } from './run-event.ts';
import { nsBetween, parseTimestamp, type Timestamp } from './timestamp.ts';

/** What only some writers know of an event. */
const OPTIONAL_KEYS = ['verb', 'subject', 'source'] as const;

/**
 * Reads events, one JSON object a line: `{"time": RFC 3339, "event": text}`, where the writer knew
 * them with `"verb"`, `"subject"` and `"source"`. Other keys and empty lines are passed over.
 *
 * @param header of the run, whose start the times are counted from
 * @param source name of the file, for messages
 * @returns the events in order of time
 * @throws {StatsError} naming the line that is no event
 */
export function parseEvents(
  text: string,
  header: Pick<RunHeader, 'started'>,
  source?: string,
): RunEvent[] {
  const started = parseTimestamp(header.started);
  const events: RunEvent[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const fail = (expected: string, found: string): StatsError =>
      new StatsError({ code: 'value', source, path: `line ${index + 1}`, expected, found });
    const { time, event } = parseLine(line, fail);
    if (started === undefined) {
      throw fail('a run with a Started time to place events by', `"${header.started}"`);
    }
    events.push({ timeNs: nsBetween(started, time), ...event });
  }
  return events.sort((a, b) => a.timeNs - b.timeNs);
}

interface ParsedLine {
  readonly time: Timestamp;
  readonly event: Omit<WallClockEvent, 'time'>;
}

function parseLine(
  line: string,
  fail: (expected: string, found: string) => StatsError,
): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw fail('a JSON object {"time", "event"}', `'${shortened(line)}'`);
  }
  const { time, event, ...others } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as Readonly<Record<string, unknown>>;
  const instant = typeof time === 'string' ? parseTimestamp(time) : undefined;
  if (instant === undefined) {
    throw fail('"time" as RFC 3339 with a zone', shown(time));
  }
  if (typeof event !== 'string') {
    throw fail('"event" as text', shown(event));
  }
  const known: { -readonly [Key in (typeof OPTIONAL_KEYS)[number]]?: string } = {};
  for (const key of OPTIONAL_KEYS) {
    const text = others[key];
    if (text === undefined) continue;
    if (typeof text !== 'string') throw fail(`"${key}" as text`, shown(text));
    known[key] = text;
  }
  return { time: instant, event: { text: event, ...known } };
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : shortened(JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
