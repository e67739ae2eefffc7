import { readFileSync } from 'node:fs';
import { RunError } from '../shared/errors.ts';
import { systemWords } from '../shared/system-words.ts';

/**
 * The source addresses of a file, one a line, without what follows a `#`. Empty lines stay, so that lines
 * keep their numbers.
 *
 * @throws {RunError} naming the file
 */
export function readSourceFile(path: string): string[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new RunError(`${path}: cannot be read: ${systemWords(error)}`, { cause: error });
  }
  const sources = text
    .replace(/^\ufeff/, '')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim());
  if (sources.every((line) => line === '')) {
    throw new RunError(`${path}: expected a source address in at least one line, found none`);
  }
  return sources;
}
