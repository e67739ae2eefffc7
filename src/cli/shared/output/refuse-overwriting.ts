import { realpathSync } from 'node:fs';
import { UsageError } from '../errors.ts';

/** @throws {UsageError} where the output would take the place of the input: a recording is not made again */
export function refuseOverwriting(input: string, output: string): void {
  if (input === '-' || output === '-') return;
  const [from, to] = [input, output].map(realPath);
  if (from !== undefined && from === to) {
    throw new UsageError(
      `--out: expected another file than the one that is read, found '${output}'`,
    );
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
