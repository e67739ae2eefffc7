import { open, type FileHandle } from 'node:fs/promises';
import type { ByteSource } from './chunks.ts';
import { StatsError } from './errors.ts';
import { parseStats, type ParseOptions } from './parse-stats.ts';
import type { ConnectionColumn, Run } from './run.ts';

const CHUNK_BYTES = 1 << 20;

export interface ReadProgress {
  readonly bytes: number;
  /** Size of the file; absent where it has none (a pipe). */
  readonly totalBytes?: number;
}

export interface ReadOptions<K extends ConnectionColumn = ConnectionColumn> extends Omit<
  ParseOptions<K>,
  'onProgress'
> {
  /** Called after each piece that was read. */
  readonly onProgress?: (progress: ReadProgress) => void;
}

/**
 * Reads the statistics of a run from a file, plain or gzip, from standard input (`-`), or from a stream of bytes.
 *
 * @throws {StatsError} naming file, place, expectation and finding
 * @example
 * const run = await readStats('upgrade.json.gz');
 * console.log(run.header.failedConnections, run.connections.host.at(0));
 */
export async function readStats<K extends ConnectionColumn = ConnectionColumn>(
  source: string | ByteSource,
  { onProgress, ...options }: ReadOptions<K> = {},
): Promise<Run<K>> {
  if (typeof source !== 'string' || source === '-') {
    const input = source === '-' ? standardInput() : (source as ByteSource);
    return parseStats(input, {
      source: source === '-' ? '(standard input)' : '(stream)',
      ...options,
      ...(onProgress && {
        onProgress: (bytes: number) => {
          onProgress({ bytes });
        },
      }),
    });
  }
  const name = options.source ?? source;
  const { file, totalBytes } = await opened(source, name);
  try {
    return await parseStats(fileChunks(file, name), {
      ...options,
      source: name,
      ...(onProgress && {
        onProgress: (bytes: number) => {
          onProgress(totalBytes > 0 ? { bytes, totalBytes } : { bytes });
        },
      }),
    });
  } finally {
    await file.close();
  }
}

async function opened(
  path: string,
  name: string,
): Promise<{ file: FileHandle; totalBytes: number }> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    const status = await file.stat();
    if (status.isDirectory()) throw ioError(name, 'a directory');
    return { file, totalBytes: status.size };
  } catch (error) {
    await file?.close();
    throw error instanceof StatsError ? error : ioError(name, reason(error), error);
  }
}

/** Two buffers in turn: one is filled by the system while the other is parsed. */
async function* fileChunks(file: FileHandle, name: string): AsyncGenerator<Uint8Array, void, void> {
  const read = async (buffer: Uint8Array): Promise<Uint8Array> => {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
  };
  let spare = new Uint8Array(CHUNK_BYTES);
  let current = new Uint8Array(CHUNK_BYTES);
  let pending = read(current);
  try {
    for (;;) {
      const chunk = await pending;
      if (chunk.length === 0) return;
      pending = read(spare);
      // A reader that stops early never awaits this one.
      pending.catch(() => undefined);
      yield chunk;
      [current, spare] = [spare, current];
    }
  } catch (error) {
    throw error instanceof StatsError ? error : ioError(name, reason(error), error);
  } finally {
    await pending.catch(() => undefined);
  }
}

async function* standardInput(): AsyncGenerator<Uint8Array, void, void> {
  for await (const chunk of process.stdin) yield chunk as Uint8Array;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'a directory',
};

function reason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined) return REASONS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

function ioError(source: string, found: string, cause?: unknown): StatsError {
  return new StatsError({ code: 'io', source, expected: 'a readable file', found, cause });
}
