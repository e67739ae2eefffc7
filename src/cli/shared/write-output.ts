import { renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { RunError } from './errors.ts';
import type { Io } from './io.ts';

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
  const isSpecial = isNoPlainFile(path);
  const beside = isSpecial ? path : `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, data);
    if (!isSpecial) renameSync(beside, path);
  } catch (error) {
    if (!isSpecial) removeQuietly(beside);
    const { code, message } = error as NodeJS.ErrnoException;
    throw new RunError(`${path}: cannot be written: ${REASONS[code ?? ''] ?? code ?? message}`, {
      cause: error,
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such folder',
  ENOTDIR: 'no such folder',
  EACCES: 'no permission',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
};

/** Whether something is there that cannot be replaced by a file. What is wrong with the path, writing tells. */
function isNoPlainFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === false;
  } catch {
    return false;
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made.
  }
}
