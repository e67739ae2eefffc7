import { readFileSync } from 'node:fs';
import { parseEvents, type RunEvent } from '../../../analyze/index.ts';
import { nsToSeconds, StatsError, type RunHeader } from '../../../stats/index.ts';
import { systemWords } from '../system-words.ts';

/**
 * Reads an events file for a run. Events of another run are refused: they would explain nothing.
 *
 * @throws {StatsError} naming file and line
 */
export function readEvents(
  path: string,
  header: Pick<RunHeader, 'started' | 'durationNs'>,
): RunEvent[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new StatsError({
      code: 'io',
      source: path,
      expected: 'a readable file of events',
      found: systemWords(error),
      cause: error,
    });
  }
  const events = parseEvents(text.replace(/^\ufeff/, ''), header, path);
  const [first] = events;
  const last = events.at(-1);
  const isElsewhere = (ns: number): boolean => ns < 0 || ns > header.durationNs;
  if (first !== undefined && last !== undefined && events.every((e) => isElsewhere(e.timeNs))) {
    throw new StatsError({
      code: 'value',
      source: path,
      expected: `an event within the run, from ${header.started} on`,
      found: `${events.length} from ${nsToSeconds(first.timeNs)} s to ${nsToSeconds(last.timeNs)} s after its start`,
    });
  }
  return events;
}
