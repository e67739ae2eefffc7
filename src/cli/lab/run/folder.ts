import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { RunError } from '../../shared/errors.ts';
import { systemWords } from '../../shared/system-words.ts';

/** More folders of one name in one place are nobody's wish. */
const MOST_TRIES = 1000;

/**
 * The folder that takes the files of a run: the one that is asked for, else a new one here, named
 * after what is run.
 *
 * @throws {RunError} where it cannot be made
 */
export function outputFolder(wanted: string | undefined, name: string): string {
  if (wanted !== undefined) {
    make(wanted, true);
    return wanted;
  }
  for (let number = 1; number <= MOST_TRIES; number++) {
    const folder = `${name}-${number}`;
    if (make(folder, false)) return folder;
  }
  throw new RunError(`${name}-${MOST_TRIES}: expected a folder that is not there yet`);
}

/** A folder within the one of a series of runs. */
export function innerFolder(folder: string, name: string): string {
  const inner = join(folder, name);
  make(inner, true);
  return inner;
}

function make(folder: string, mayBeThere: boolean): boolean {
  try {
    mkdirSync(folder, { recursive: mayBeThere });
    return true;
  } catch (error) {
    if (!mayBeThere && (error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw new RunError(`${folder}: cannot be made: ${systemWords(error)}`, { cause: error });
  }
}
