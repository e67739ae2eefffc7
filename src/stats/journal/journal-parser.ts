import { StatsError, type StatsErrorDetails } from '../errors/stats-error.ts';
import { CONNECTION_FIELDS, SAMPLE_FIELDS } from '../fields/connection-fields.ts';
import type { Window } from '../json/bytes.ts';
import { ChunkBuffer } from '../json/chunk-buffer.ts';
import { ConnectionsBuilder, SamplesBuilder } from '../columns/connections-builder.ts';
import { describeFinding } from '../json/describe.ts';
import { Fault } from '../json/fault.ts';
import type { FinishOptions, ParserOptions } from '../parse/stats-parser.ts';
import type {
  ConnectionColumn,
  ConnectionColumns,
  Connections,
  Run,
  RunHeader,
} from '../run/run.ts';
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
/** Below this a line is looked for again with every piece; reading so little twice costs nothing. */
const SMALL_LINE_BYTES = 1 << 16;

const CLIENT = CONNECTION_FIELDS.findIndex(({ name }) => name === 'client');
const ERR = CONNECTION_FIELDS.findIndex(({ name }) => name === 'err');
const ENDED = CONNECTION_FIELDS.findIndex(({ name }) => name === 'endedNs');
const STARTED = CONNECTION_FIELDS.findIndex(({ name }) => name === 'startedNs');
const CONNECTION_TIMES = CONNECTION_FIELDS.flatMap(({ kind }, index) =>
  kind === 'time' || kind === 'end' ? [index] : [],
);
const SAMPLE_TIME = SAMPLE_FIELDS.findIndex(({ name }) => name === 'timeNs');

/**
 * Parses a journal that arrives in pieces, line by line. What a line says is taken when all of it
 * is there; what a killed program left of its last line is passed over.
 */
export class JournalParser<K extends ConnectionColumn> {
  private readonly source: string | undefined;
  private readonly columns: readonly K[];
  private readonly buffer = new ChunkBuffer();
  /** No line is looked for before so many bytes are in the buffer. */
  private enough = 1;
  /** Lines before the one at hand. */
  private lines = 0;
  private readonly line = new JournalLine();

  private planned: RunHeader | undefined;
  /** What the last line says of the run, if it says anything. */
  private final: RunHeader | undefined;
  private readonly connections: ConnectionsBuilder<K | DerivedHeaderColumn>;
  private readonly rows = new RowIndex();
  private readonly samples = new SamplesBuilder();
  private lastSeenNs = 0;

  constructor({ source, columns }: ParserOptions<K>) {
    this.source = source;
    this.columns = columns;
    this.connections = new ConnectionsBuilder<K | DerivedHeaderColumn>([
      ...columns,
      ...DERIVED_HEADER_COLUMNS,
    ]);
  }

  /** Takes the next piece of the journal; the piece may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    this.buffer.take(chunk);
    if (this.buffer.waiting < this.enough) return;
    this.wholeLines();
    const { waiting } = this.buffer;
    this.enough = waiting < SMALL_LINE_BYTES ? 1 : waiting * 2;
  }

  /**
   * The run, when the last piece has been taken. It is marked as truncated where the journal ends
   * before the run did.
   *
   * @throws {StatsError} where not even the first line is whole; where `cut` says that bytes are
   * missing and `partial` is not set
   */
  finish({ partial = false, cut }: FinishOptions = {}): Run<K> {
    this.wholeLines();
    const isWhole = this.lastLine();
    const byteOffset = this.buffer.total;
    const damaged =
      cut === undefined
        ? undefined
        : this.error({
            code: 'gzip',
            byteOffset,
            expected: 'a whole gzip stream',
            found: `a damaged one (${cut})`,
          });
    if (damaged !== undefined && (!partial || this.planned === undefined)) throw damaged;
    if (this.planned === undefined) {
      throw this.error({
        code: 'truncated',
        byteOffset,
        path: '$',
        expected: 'a whole first line',
        found: 'the end of the file',
      });
    }
    const connections = this.connections.finish(this.line.connection.seen);
    const samples = this.samples.finish(this.line.sample.seen);
    const parts = { connections: pick(connections, this.columns), samples };
    if (this.final !== undefined && isWhole && damaged === undefined) {
      return { header: this.final, ...parts };
    }
    const { planned, lastSeenNs } = this;
    const header = derivedHeader({ planned, connections, samples, lastSeenNs });
    const truncated =
      damaged === undefined
        ? { bytes: byteOffset, reason: this.endsEarly(isWhole), wholeUntilNs: header.durationNs }
        : { bytes: byteOffset, reason: damaged.message };
    return { header, ...parts, truncated };
  }

  /** As many lines as end within the bytes at hand. */
  private wholeLines(): void {
    const { buffer, line } = this;
    const { bytes, view, end } = buffer.window;
    for (;;) {
      const lineEnd = bytes.indexOf(LINE_FEED, buffer.position);
      if (lineEnd < 0 || lineEnd >= end) return;
      // Zero belongs to no token, so that nothing reads on into the next line.
      bytes[lineEnd] = 0;
      const window = { bytes, view, end: lineEnd };
      try {
        const isWhole = line.read(window, this.lineStart());
        if (!isWhole) throw new Fault(lineEnd, 'the rest of the object');
        this.take(window);
      } catch (error) {
        throw this.asError(error, window);
      }
      this.lines++;
      buffer.position = lineEnd + 1;
    }
  }

  /** What follows the last line feed; false where it is no whole line. */
  private lastLine(): boolean {
    const { window, waiting } = this.buffer;
    if (waiting === 0) return true;
    try {
      if (!this.line.readLast(window, this.lineStart())) return false;
    } catch (error) {
      // Whatever a crash has left there; but without a first line there is no run.
      if (error instanceof Fault && this.planned !== undefined) return false;
      throw this.asError(error, window);
    }
    try {
      this.take(window);
    } catch (error) {
      throw this.asError(error, window);
    }
    return true;
  }

  private lineStart(): number {
    const { position, window } = this.buffer;
    const isMark = this.buffer.offsetOf(position) === 0 && window.bytes[position] === 0xef;
    return isMark ? position + BYTE_ORDER_MARK_BYTES : position;
  }

  /** Takes what the line at hand says. */
  private take(window: Window): void {
    const { line } = this;
    const { holds } = line;
    if (holds.run) {
      const header = line.header(window);
      if (this.planned === undefined) this.planned = header;
      else this.final = header;
    } else if (holds.journal) {
      throw new Fault(window.end, `"${RUN_KEY}" in the first line`, { code: 'value' });
    }
    if (holds.connection) this.takeConnection(window.bytes);
    if (holds.sample) this.takeSample();
  }

  private takeConnection(bytes: Uint8Array): void {
    const { connection } = this.line;
    const { numbers } = connection;
    const row = this.rows.rowOf(numbers[CLIENT] as number, numbers[STARTED] as number);
    this.line.enter('connection');
    this.connections.put(row, connection, bytes);
    // One that lasted ends when the run should have ended, which may never have come.
    const hasLasted = connection.from[ERR] === connection.to[ERR];
    for (const field of CONNECTION_TIMES) {
      if (field === ENDED && hasLasted) continue;
      const timeNs = numbers[field] as number;
      if (timeNs > this.lastSeenNs && timeNs !== Infinity) this.lastSeenNs = timeNs;
    }
    this.final = undefined;
  }

  private takeSample(): void {
    const { sample } = this.line;
    this.samples.append(sample);
    this.lastSeenNs = Math.max(this.lastSeenNs, sample.numbers[SAMPLE_TIME] as number);
    this.final = undefined;
  }

  private asError(error: unknown, window: Window): unknown {
    if (!(error instanceof Fault)) return error;
    return this.error({
      code: error.code,
      byteOffset: this.buffer.offsetOf(error.position),
      path: this.line.path(error.member),
      expected: error.expected,
      found: describeFinding(window, error.position, 'line'),
    });
  }

  private error(details: StatsErrorDetails): StatsError {
    return new StatsError({ source: this.source, line: this.lines + 1, ...details });
  }

  private endsEarly(isWhole: boolean): string {
    const place = this.source === undefined ? '' : `${this.source}: `;
    const line = this.lines + (this.buffer.waiting > 0 ? 1 : 0);
    return `${place}line ${line}: the journal ends before the run${isWhole ? '' : ', within a line'}`;
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
