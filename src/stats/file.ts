import { closeSync, fstatSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { StatsError } from './errors/stats-error.ts';
import type { ByteSource } from './input/chunks.ts';
import { parseStats, type ParseOptions } from './parse/parse-stats.ts';
import type { ConnectionColumn } from './run/connections.ts';
import type { Run } from './run/run.ts';

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
  const { descriptor, totalBytes } = opened(source, name);
  const chunks = new FileChunks(descriptor);
  try {
    const isSmall = totalBytes > 0 && totalBytes <= CHUNK_BYTES;
    return await parseStats(isSmall ? [wholeFile(descriptor, totalBytes)] : chunks, {
      ...options,
      source: name,
      ...(onProgress && {
        onProgress: (bytes: number) => {
          onProgress(totalBytes > 0 ? { bytes, totalBytes } : { bytes });
        },
      }),
    });
  } catch (error) {
    throw isSystemError(error) ? ioError(name, reason(error), error) : error;
  } finally {
    await chunks.settle();
    closeSync(descriptor);
  }
}

function opened(path: string, name: string): { descriptor: number; totalBytes: number } {
  try {
    const descriptor = openSync(path, 'r');
    const status = fstatSync(descriptor);
    if (!status.isDirectory()) return { descriptor, totalBytes: status.size };
    closeSync(descriptor);
  } catch (error) {
    throw ioError(name, reason(error), error);
  }
  throw ioError(name, REASONS['EISDIR'] ?? '');
}

/** A small file at once: a detour over the thread pool would take longer than to read it. */
function wholeFile(descriptor: number, totalBytes: number): Uint8Array {
  const bytes = new Uint8Array(totalBytes);
  let length = 0;
  while (length < totalBytes) {
    const count = readSync(descriptor, bytes, length, totalBytes - length, null);
    if (count === 0) break;
    length += count;
  }
  return bytes.subarray(0, length);
}

const readInto = promisify(read);

/** Two buffers in turn: one is filled by the system while the other is parsed. */
class FileChunks {
  readonly #descriptor: number;
  #pending: Promise<Uint8Array> = Promise.resolve(new Uint8Array(0));

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    let spare = new Uint8Array(CHUNK_BYTES);
    let current = new Uint8Array(CHUNK_BYTES);
    this.#pending = this.#fill(current);
    for (;;) {
      const chunk = await this.#pending;
      if (chunk.length === 0) return;
      this.#pending = this.#fill(spare);
      // A reader that stops early never awaits this one.
      this.#pending.catch(() => undefined);
      yield chunk;
      [current, spare] = [spare, current];
    }
  }

  /** Waits until the system has written into the buffers for the last time. */
  async settle(): Promise<void> {
    await this.#pending.catch(() => undefined);
  }

  async #fill(buffer: Uint8Array): Promise<Uint8Array> {
    const { bytesRead } = await readInto(this.#descriptor, buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
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

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function reason(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== undefined) return REASONS[code] ?? code;
  return error instanceof Error ? error.message : String(error);
}

function ioError(source: string, found: string, cause?: unknown): StatsError {
  return new StatsError({ code: 'io', source, expected: 'a readable file', found, cause });
}
