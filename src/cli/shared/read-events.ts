import { readFileSync } from 'node:fs';
import { parseEvents, type RunEvent } from '../../analyze/index.ts';
import { StatsError, type RunHeader } from '../../stats/index.ts';

/**
 * Reads an events file for a run.
 *
 * @throws {StatsError} naming file and line
 */
export function readEvents(path: string, header: Pick<RunHeader, 'started'>): RunEvent[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException;
    throw new StatsError({
      code: 'io',
      source: path,
      expected: 'a readable file of events',
      found: code === 'ENOENT' ? 'no such file' : code,
      cause: error,
    });
  }
  return parseEvents(text, header, path);
}
