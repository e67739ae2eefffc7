import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
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

/** A whole, or pieces that may be made one after the other. */
export type OutputData = string | Uint8Array | Iterable<string>;

/**
 * Writes to a file, or to standard output where the path is `-`. What comes in pieces is written as it is
 * made. A file is written beside its place and then renamed, so that nobody ever sees half of it; what is
 * no plain file (a device, a pipe) is written in place.
 *
 * @throws {RunError} naming path and reason
 */
export function writeOutput(path: string, data: OutputData, io: Io): void {
  if (path === '-') {
    for (const piece of piecesOf(data)) io.stdout.write(piece);
    return;
  }
  const there = statusOf(path);
  const inPlace = there?.isFile() === false || isLinkToKeep(path);
  // Through a symbolic link the file behind it is replaced, not the link.
  const target = inPlace || there === undefined ? path : realpathSync(path);
  const beside = inPlace ? path : `${target}.${process.pid}.tmp`;
  try {
    if (there !== undefined) accessSync(path, constants.W_OK);
    writePieces(beside, piecesOf(data), there?.mode);
    if (!inPlace) renameSync(beside, target);
  } catch (error) {
    if (!inPlace) removeQuietly(beside);
    if (!isSystemError(error)) throw error;
    throw new RunError(`${path}: cannot be written: ${systemWords(error)}`, { cause: error });
  }
}

function piecesOf(data: OutputData): Iterable<string | Uint8Array> {
  return typeof data === 'string' || data instanceof Uint8Array ? [data] : data;
}

function writePieces(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  mode: number | undefined,
): void {
  const file = openSync(path, 'w', mode);
  try {
    // Of an open file, it writes on where the last piece ended.
    for (const piece of pieces) writeFileSync(file, piece);
  } finally {
    closeSync(file);
  }
}

/** Whether writing failed, and not what makes the pieces. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
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
