import { StatsError, type StatsErrorDetails } from '../errors/stats-error.ts';
import { damagedGzip } from '../input/damaged-gzip.ts';
import type { Window } from '../json/bytes.ts';
import { ChunkBuffer } from '../json/chunk-buffer.ts';
import { describeFinding } from '../json/describe.ts';
import { Fault } from '../json/fault.ts';
import type { FinishOptions, ParserOptions } from '../parse/stats-parser.ts';
import type { ConnectionColumn } from '../run/connections.ts';
import type { Run } from '../run/run.ts';
import { JournalLine } from './journal-line.ts';
import { JournalRun } from './journal-run.ts';
import { RUN_KEY } from './keys.ts';

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK_BYTES = 3;

/**
 * Parses a journal that arrives in pieces, line by line. What a line says is taken when all of it
 * is there; what a killed program left of its last line is passed over.
 */
export class JournalParser<K extends ConnectionColumn> {
  readonly #source: string | undefined;
  readonly #buffer = new ChunkBuffer();
  /** Lines before the one at hand. */
  #lines = 0;
  readonly #line = new JournalLine();
  readonly #run: JournalRun<K>;

  constructor({ source, columns }: ParserOptions<K>) {
    this.#source = source;
    this.#run = new JournalRun(columns);
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
    const bytes = this.#buffer.offsetOf(this.#buffer.position);
    return this.#run.whole() ?? this.#run.soFar({ bytes, reason: this.#endsEarly(this.#lines) });
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
    const bytes = this.#buffer.total;
    if (cut !== undefined) {
      const error = this.#error({ byteOffset: bytes, ...damagedGzip(cut) });
      const part = partial
        ? this.#run.soFar({ bytes, reason: error.message, damaged: true })
        : undefined;
      if (part === undefined) throw error;
      return part;
    }
    const line = this.#lines + (this.#buffer.waiting > 0 ? 1 : 0);
    const reason = `${this.#endsEarly(line)}${isWhole ? '' : ', within a line'}`;
    const run = (isWhole ? this.#run.whole() : undefined) ?? this.#run.soFar({ bytes, reason });
    if (run !== undefined) return run;
    throw this.#error({
      code: 'truncated',
      byteOffset: bytes,
      path: '$',
      expected: 'a whole first line',
      found: 'the end of the file',
    });
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
      if (error instanceof Fault && this.#run.begun) return false;
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
    if (holds.run) this.#run.takeHeader(line.header(window));
    else if (holds.journal) {
      throw new Fault(window.end, `"${RUN_KEY}" in the first line`, { code: 'value' });
    }
    if (holds.connection) {
      line.enter('connection');
      this.#run.takeConnection(line.connection, window.bytes);
    }
    if (holds.sample) this.#run.takeSample(line.sample);
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
