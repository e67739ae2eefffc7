import { chunksOf, type ByteSource } from '../input/chunks.ts';
import { GunzipError, gunzipIfPacked } from '../input/gunzip.ts';
import { ALL_COLUMNS, type ConnectionColumn } from '../run/connections.ts';
import type { Run } from '../run/run.ts';
import { RunParser } from './run-parser.ts';

export interface ParseOptions<K extends ConnectionColumn = ConnectionColumn> {
  /** Columns of the connections to keep; all where absent. Fewer are faster and smaller. */
  readonly columns?: readonly K[];
  /** Name of the file, for messages. */
  readonly source?: string;
  /** Read what is whole of a file that was cut short, instead of failing. */
  readonly partial?: boolean;
  /** Called now and then with the bytes taken so far (before unpacking). */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Reads the statistics of a run from bytes, plain or gzip, in Node and in a browser: a statistics
 * file, or a journal, of which any part from its beginning on is a run.
 *
 * @throws {StatsError} naming place, expectation and finding where the bytes are no statistics
 * @example
 * const run = await parseStats((await fetch('upgrade.json')).body);
 */
export async function parseStats<K extends ConnectionColumn = ConnectionColumn>(
  input: ByteSource,
  options: ParseOptions<K> = {},
): Promise<Run<K>> {
  const { source, partial = false, onProgress } = options;
  const columns = options.columns ?? (ALL_COLUMNS as readonly K[]);
  const parser = new RunParser<K>({ source, columns });
  const chunks = chunksOf(input);
  try {
    const pieces = gunzipIfPacked(onProgress ? counted(chunks, onProgress) : chunks);
    for await (const piece of pieces) parser.push(piece);
  } catch (error) {
    if (!(error instanceof GunzipError)) throw error;
    return parser.finish({ partial, cut: error.message });
  }
  return parser.finish({ partial });
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onProgress: (bytes: number) => void,
): AsyncGenerator<Uint8Array, void, void> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    onProgress(bytes);
    yield chunk;
  }
}
