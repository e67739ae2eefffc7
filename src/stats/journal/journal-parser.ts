import { ConnectionsBuilder } from '../columns/connections-builder.ts';
import { SamplesBuilder } from '../columns/samples-builder.ts';
import { StatsError, type StatsErrorDetails } from '../errors/stats-error.ts';
import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { fieldIndex } from '../fields/field.ts';
import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import { damagedGzip } from '../input/damaged-gzip.ts';
import type { Window } from '../json/bytes.ts';
import { ChunkBuffer } from '../json/chunk-buffer.ts';
import { describeFinding } from '../json/describe.ts';
import { Fault } from '../json/fault.ts';
import type { FinishOptions, ParserOptions } from '../parse/stats-parser.ts';
import type { ConnectionColumn, ConnectionColumns, Connections } from '../run/connections.ts';
import type { Run, RunHeader, Truncation } from '../run/run.ts';
import {
  DERIVED_HEADER_COLUMNS,
  derivedHeader,
  type DerivedHeaderColumn,
} from './derived-header.ts';
import { JournalLine } from './journal-line.ts';
import { RUN_KEY } from './keys.ts';
import { RowIndex } from './row-index.ts';

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK_BYTES = 3;

const CLIENT = fieldIndex(CONNECTION_FIELDS, 'client');
const ERR = fieldIndex(CONNECTION_FIELDS, 'err');
const ENDED = fieldIndex(CONNECTION_FIELDS, 'endedNs');
const STARTED = fieldIndex(CONNECTION_FIELDS, 'startedNs');
const CONNECTION_TIMES = CONNECTION_FIELDS.flatMap(({ kind }, index) =>
  kind === 'time' || kind === 'end' ? [index] : [],
);
const SAMPLE_TIME = fieldIndex(SAMPLE_FIELDS, 'timeNs');

/**
 * Parses a journal that arrives in pieces, line by line. What a line says is taken when all of it
 * is there; what a killed program left of its last line is passed over.
 */
export class JournalParser<K extends ConnectionColumn> {
  readonly #source: string | undefined;
  readonly #columns: readonly K[];
  readonly #buffer = new ChunkBuffer();
  /** Lines before the one at hand. */
  #lines = 0;
  readonly #line = new JournalLine();

  #planned: RunHeader | undefined;
  /** What the last line says of the run, if it says anything. */
  #final: RunHeader | undefined;
  readonly #connections: ConnectionsBuilder<K | DerivedHeaderColumn>;
  readonly #rows = new RowIndex();
  readonly #samples = new SamplesBuilder();
  #lastSeenNs = 0;

  constructor({ source, columns }: ParserOptions<K>) {
    this.#source = source;
    this.#columns = columns;
    this.#connections = new ConnectionsBuilder<K | DerivedHeaderColumn>([
      ...columns,
      ...DERIVED_HEADER_COLUMNS,
    ]);
  }

  /** Takes the next piece of the journal; the piece may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    this.#buffer.take(chunk);
    if (!this.#buffer.ready) return;
    this.#wholeLines();
    this.#buffer.waitForMore();
  }

  /**
   * The run as its whole lines so far say; what comes later does not change it. Undefined as long as
   * the first line is not whole.
   *
   * @throws {StatsError} where a line is damaged
   */
  snapshot(): Run<K> | undefined {
    this.#wholeLines();
    const planned = this.#planned;
    const final = this.#final;
    const lastSeenNs = this.#lastSeenNs;
    if (planned === undefined) return undefined;
    if (final !== undefined) return this.#wholeRun(final);
    const bytes = this.#buffer.offsetOf(this.#buffer.position);
    const reason = this.#endsEarly(this.#lines);
    return this.#partOfRun(planned, { bytes, reason, wholeUntilNs: lastSeenNs });
  }

  /**
   * The run, when the last piece has been taken. It is marked as truncated where the journal ends
   * before the run did.
   *
   * @throws {StatsError} where not even the first line is whole; where `cut` says that bytes are
   * missing and `partial` is not set
   */
  finish({ partial = false, cut }: FinishOptions = {}): Run<K> {
    this.#wholeLines();
    const isWhole = this.#lastLine();
    const planned = this.#planned;
    const final = this.#final;
    const lastSeenNs = this.#lastSeenNs;
    const bytes = this.#buffer.total;
    if (cut !== undefined) {
      const damaged = this.#error({ byteOffset: bytes, ...damagedGzip(cut) });
      if (!partial || planned === undefined) throw damaged;
      return this.#partOfRun(planned, { bytes, reason: damaged.message });
    }
    if (planned === undefined) {
      throw this.#error({
        code: 'truncated',
        byteOffset: bytes,
        path: '$',
        expected: 'a whole first line',
        found: 'the end of the file',
      });
    }
    if (final !== undefined && isWhole) return this.#wholeRun(final);
    const reason = isWhole
      ? this.#endsEarly(this.#lines + (this.#buffer.waiting > 0 ? 1 : 0))
      : `${this.#endsEarly(this.#lines + 1)}, within a line`;
    return this.#partOfRun(planned, { bytes, reason, wholeUntilNs: lastSeenNs });
  }

  #wholeRun(header: RunHeader): Run<K> {
    const connections = pick(this.#connections.snapshot(), this.#columns);
    return { header, connections, samples: this.#samples.snapshot() };
  }

  /** @param planned the run's fields as the first line has them */
  #partOfRun(planned: RunHeader, truncated: Truncation): Run<K> {
    const lastSeenNs = this.#lastSeenNs;
    const connections = this.#connections.snapshot();
    const samples = this.#samples.snapshot();
    return {
      header: derivedHeader({ planned, connections, samples, lastSeenNs }),
      connections: pick(connections, this.#columns),
      samples,
      truncated,
    };
  }

  /** As many lines as end within the bytes at hand. */
  #wholeLines(): void {
    const buffer = this.#buffer;
    const line = this.#line;
    const { bytes, view, end } = buffer.window;
    for (;;) {
      const lineEnd = bytes.indexOf(LINE_FEED, buffer.position);
      if (lineEnd < 0 || lineEnd >= end) return;
      // Zero belongs to no token, so that nothing reads on into the next line.
      bytes[lineEnd] = 0;
      const window = { bytes, view, end: lineEnd };
      try {
        const isWhole = line.read(window, this.#lineStart());
        if (!isWhole) throw new Fault(lineEnd, 'the rest of the object');
        this.#take(window);
      } catch (error) {
        throw this.#asError(error, window);
      }
      this.#lines++;
      buffer.position = lineEnd + 1;
    }
  }

  /** What follows the last line feed; false where it is no whole line. */
  #lastLine(): boolean {
    const { window, waiting } = this.#buffer;
    if (waiting === 0) return true;
    try {
      if (!this.#line.read(window, this.#lineStart())) return false;
    } catch (error) {
      // Whatever a crash has left there; but without a first line there is no run.
      if (error instanceof Fault && this.#planned !== undefined) return false;
      throw this.#asError(error, window);
    }
    try {
      this.#take(window);
    } catch (error) {
      throw this.#asError(error, window);
    }
    return true;
  }

  #lineStart(): number {
    const { position, window } = this.#buffer;
    const isMark = this.#buffer.offsetOf(position) === 0 && window.bytes[position] === 0xef;
    return isMark ? position + BYTE_ORDER_MARK_BYTES : position;
  }

  /** Takes what the line at hand says. */
  #take(window: Window): void {
    const line = this.#line;
    const { holds } = line;
    if (holds.run) {
      const header = line.header(window);
      if (this.#planned === undefined) this.#planned = header;
      else this.#final = header;
    } else if (holds.journal) {
      throw new Fault(window.end, `"${RUN_KEY}" in the first line`, { code: 'value' });
    }
    if (holds.connection) this.#takeConnection(window.bytes);
    if (holds.sample) this.#takeSample();
  }

  #takeConnection(bytes: Uint8Array): void {
    const { connection } = this.#line;
    const { numbers } = connection;
    const row = this.#rows.rowOf(numbers[CLIENT] as number, numbers[STARTED] as number);
    this.#line.enter('connection');
    this.#connections.put(row, connection, bytes);
    // One that lasted ends when the run should have ended, which may never have come.
    const hasLasted = connection.from[ERR] === connection.to[ERR];
    for (const field of CONNECTION_TIMES) {
      if (field === ENDED && hasLasted) continue;
      const timeNs = numbers[field] as number;
      if (timeNs > this.#lastSeenNs && timeNs !== Infinity) this.#lastSeenNs = timeNs;
    }
    this.#final = undefined;
  }

  #takeSample(): void {
    const { sample } = this.#line;
    this.#samples.append(sample);
    this.#lastSeenNs = Math.max(this.#lastSeenNs, sample.numbers[SAMPLE_TIME] as number);
    this.#final = undefined;
  }

  #asError(error: unknown, window: Window): unknown {
    if (!(error instanceof Fault)) return error;
    return this.#error({
      code: error.code,
      byteOffset: this.#buffer.offsetOf(error.position),
      path: this.#line.path(error.member),
      expected: error.expected,
      found: describeFinding(window, error.position, 'line'),
    });
  }

  #error(details: StatsErrorDetails): StatsError {
    return new StatsError({ source: this.#source, line: this.#lines + 1, ...details });
  }

  #endsEarly(line: number): string {
    const place = this.#source === undefined ? '' : `${this.#source}: `;
    return `${place}line ${line}: the journal ends before the run`;
  }
}

/** Of the columns that were built, those that were asked for. */
function pick<K extends ConnectionColumn>(
  connections: Connections<K>,
  columns: readonly K[],
): Connections<K> {
  const { length, recorded } = connections;
  const picked = Object.fromEntries(columns.map((name) => [name, connections[name]]));
  return { ...(picked as unknown as Pick<ConnectionColumns, K>), length, recorded };
}
