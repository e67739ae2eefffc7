import { say } from '../output/say.ts';
import { readStats, type ConnectionColumn, type Run } from '../../../stats/index.ts';
import type { Io } from '../program/io.ts';
import { progressLine } from './read-progress.ts';
import { sourceName } from './source-name.ts';

export interface ReadRunOptions<K extends ConnectionColumn> {
  /** Path of the file; `-` is standard input. */
  readonly file: string;
  readonly columns: readonly K[];
  /** Take what is whole of a file that was cut short. */
  readonly partial?: boolean | undefined;
  /** Name of the program, for its messages. */
  readonly program: string;
}

/**
 * Reads a run for a program: with a progress line, and a word on what a cut file lacks.
 *
 * @throws {StatsError}
 */
export async function readRun<K extends ConnectionColumn>(
  { file, columns, partial = false, program }: ReadRunOptions<K>,
  io: Io,
): Promise<Run<K>> {
  const source = sourceName(file);
  const progress = progressLine(source, io);
  try {
    const run = await readStats<K>(file === '-' ? io.stdin : file, {
      source,
      columns,
      partial,
      onProgress: progress.update,
    });
    if (run.truncated !== undefined) {
      const { connections, samples, truncated } = run;
      say(
        io,
        program,
        `${truncated.reason}; read ${connections.length} connections and ${samples.length} samples from ${truncated.bytes} bytes`,
      );
    }
    return run;
  } finally {
    progress.finish();
  }
}
