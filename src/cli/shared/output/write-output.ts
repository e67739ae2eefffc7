import {
  accessSync,
  constants,
  lstatSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { RunError } from '../errors.ts';
import type { Io } from '../program/io.ts';
import { systemWords } from '../system-words.ts';

/**
 * Writes to a file, or to standard output where the path is `-`. A file is written beside its place
 * and then renamed, so that nobody ever sees half of it; what is no plain file (a device, a pipe)
 * is written in place.
 *
 * @throws {RunError} naming path and reason
 */
export function writeOutput(path: string, data: string | Uint8Array, io: Io): void {
  if (path === '-') {
    io.stdout.write(data);
    return;
  }
  const there = statusOf(path);
  const inPlace = there?.isFile() === false || isLinkToKeep(path);
  // Through a symbolic link the file behind it is replaced, not the link.
  const target = inPlace || there === undefined ? path : realpathSync(path);
  const beside = inPlace ? path : `${target}.${process.pid}.tmp`;
  try {
    if (there !== undefined) accessSync(path, constants.W_OK);
    writeFileSync(beside, data, there && { mode: there.mode });
    if (!inPlace) renameSync(beside, target);
  } catch (error) {
    if (!inPlace) removeQuietly(beside);
    throw new RunError(`${path}: cannot be written: ${systemWords(error)}`, { cause: error });
  }
}

/**
 * Whether a path is a link that nobody may replace: `/dev/stdout` leads to whatever standard output
 * is, which may be a plain file; a link whose file is not there yet leads to where it shall be.
 */
function isLinkToKeep(path: string): boolean {
  if (/^\/(dev|proc)\//.test(path)) return true;
  try {
    return lstatSync(path).isSymbolicLink() && statusOf(path) === undefined;
  } catch {
    return false;
  }
}

/** What is there already. What is wrong with the path, writing tells. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}
