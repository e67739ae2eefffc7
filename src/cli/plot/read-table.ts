import { readFileSync } from 'node:fs';
import { RunError } from '../shared/errors.ts';
import type { Io } from '../shared/program/io.ts';

/**
 * The text of a table; `-` is standard input.
 *
 * @throws {RunError} naming path and reason
 */
export async function readTable(path: string, io: Io): Promise<string> {
  if (path === '-') {
    const chunks: Uint8Array[] = [];
    for await (const chunk of io.stdin) chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException;
    const found = code === 'ENOENT' ? 'no such file' : code;
    throw new RunError(`${path}: expected a readable table, found ${found}`, { cause: error });
  }
}
