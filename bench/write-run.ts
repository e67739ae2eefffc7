import { closeSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { longRun, type LongRun } from './long-run.ts';

const CHUNK_CHARACTERS = 1 << 20;

/** Writes a run's file in constant memory. */
export function writeRun(path: string, run: LongRun): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.part`;
  const file = openSync(unfinished, 'w');
  let chunk = '';
  for (const piece of longRun(run)) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    writeSync(file, chunk);
    chunk = '';
  }
  writeSync(file, chunk);
  closeSync(file);
  renameSync(unfinished, path);
}
