import { StatsError } from '../errors/stats-error.ts';
import { damagedGzip } from '../input/damaged-gzip.ts';
import { ChunkBuffer } from '../json/chunk-buffer.ts';
import { describeFinding } from '../json/describe.ts';
import { Fault } from '../json/fault.ts';
import type { ConnectionColumn } from '../run/connections.ts';
import type { Run } from '../run/run.ts';
import { EXPECTATIONS } from './parser-state.ts';
import { UnitReader } from './unit-reader.ts';

export interface ParserOptions<K extends ConnectionColumn> {
  /** Name of the file, for messages. */
  readonly source?: string | undefined;
  /** Columns of the connections to keep. */
  readonly columns: readonly K[];
}

export interface FinishOptions {
  /** Return what is whole of a file that was cut short. */
  readonly partial?: boolean;
  /** Why the bytes end, where it is not the file's own end. */
  readonly cut?: string | undefined;
}

/**
 * Parses a statistics file that arrives in pieces. A unit that the bytes at hand do not complete is
 * read again, from its start; so the buffer holds little more than a piece.
 */
export class StatsParser<K extends ConnectionColumn> {
  readonly #source: string | undefined;
  readonly #buffer = new ChunkBuffer();
  readonly #reader: UnitReader<K>;

  constructor({ source, columns }: ParserOptions<K>) {
    this.#source = source;
    this.#reader = new UnitReader(this.#buffer, columns);
  }

  /** Takes the next piece of the file; the piece may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    this.#buffer.take(chunk);
    if (!this.#buffer.ready) return;
    this.#readUnits();
    this.#buffer.waitForMore();
  }

  /**
   * The run, when the last piece has been taken.
   *
   * @throws {StatsError} where the file was cut short
   */
  finish({ partial = false, cut }: FinishOptions = {}): Run<K> {
    this.#readUnits();
    const { header, connections, samples, state, members } = this.#reader;
    const whole = state === 'done' && cut === undefined;
    if (!whole && (!partial || members === 0)) throw this.#cutShort(cut);
    if (header.empty && connections.length === 0 && samples.length === 0) {
      throw new StatsError({
        code: 'value',
        source: this.#source,
        path: '$',
        expected: 'the statistics of a run (Started, Duration, Connections …)',
        found: 'an object with none of these fields',
      });
    }
    const truncated = { bytes: this.#buffer.total, reason: this.#cutShort(cut).message };
    return {
      header: header.finish(),
      connections: connections.snapshot(),
      samples: samples.snapshot(),
      ...(!whole && { truncated }),
    };
  }

  /** @param cut why the bytes end, where it is not the file's own end */
  #cutShort(cut: string | undefined): StatsError {
    const { state } = this.#reader;
    const byteOffset = this.#buffer.total;
    const place = { source: this.#source, byteOffset, path: this.#reader.path('') };
    if (cut !== undefined) return new StatsError({ ...place, ...damagedGzip(cut) });
    const empty = state === 'start' && this.#buffer.waiting === 0;
    return new StatsError({
      ...place,
      code: 'truncated',
      expected: empty ? 'the statistics of a run as JSON' : EXPECTATIONS[state],
      found: empty ? 'nothing: the file is empty' : 'the end of the file',
    });
  }

  /** Reads as many units as are whole. */
  #readUnits(): void {
    try {
      while (this.#reader.step());
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { code, expected, position, member } = error;
      throw new StatsError({
        code,
        source: this.#source,
        byteOffset: this.#buffer.offsetOf(position),
        path: this.#reader.path(member || this.#reader.scanner.memberPath),
        expected,
        found: describeFinding(this.#buffer.window, position),
      });
    }
  }
}
