import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a program, or undefined where this machine does not have it. */
export function which(program: string): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // The next folder may have it.
    }
  }
  return undefined;
}

/** Which of the programs are missing, as the reason why a test is skipped; '' = none. */
export function missing(...programs: readonly string[]): string {
  const absent = programs.filter((program) => which(program) === undefined);
  return absent.length === 0 ? '' : ` (needs ${absent.join(', ')})`;
}
