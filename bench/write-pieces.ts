import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const CHUNK_CHARACTERS = 1 << 20;

/** Writes a text in constant memory. The file is there only when it is whole. */
export function writePieces(path: string, pieces: Iterable<string>): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.part`;
  const file = openSync(unfinished, 'w');
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    writeSync(file, chunk);
    chunk = '';
  }
  writeSync(file, chunk);
  closeSync(file);
  renameSync(unfinished, path);
}
