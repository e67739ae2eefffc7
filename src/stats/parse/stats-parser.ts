import { StatsError } from '../errors/stats-error.ts';
import {
  CONNECTION_FIELDS,
  CONNECTIONS_KEY,
  foldKey,
  HEADER_FIELDS,
  SAMPLE_FIELDS,
  SAMPLES_KEY,
} from '../fields/connection-fields.ts';
import type { ConnectionColumn, Run } from '../run/run.ts';
import {
  byteAt,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  LOWER_N,
  OPEN_BRACE,
  OPEN_BRACKET,
  skipSpace,
} from '../json/bytes.ts';
import { ChunkBuffer } from '../json/chunk-buffer.ts';
import { ConnectionsBuilder, SamplesBuilder } from '../columns/connections-builder.ts';
import { describeFinding } from '../json/describe.ts';
import { Fault, INCOMPLETE } from '../json/fault.ts';
import { HeaderBuilder } from './header-builder.ts';
import { memberPath } from '../json/member-path.ts';
import { ObjectScanner, readKey, textOf } from './object-scanner.ts';
import { EXPECTATIONS, type ParserState } from './parser-state.ts';
import { literalEnd } from '../json/tokens.ts';
import { ValueSkipper } from '../json/value-skipper.ts';

/** Below this a unit is read again with every piece; reading so little twice costs nothing. */
const SMALL_UNIT_BYTES = 1 << 16;
const HEADER_KEYS = new Map(HEADER_FIELDS.map(({ key }, index) => [foldKey(key), index]));

export interface ParserOptions<K extends ConnectionColumn> {
  /** Name of the file, for messages. */
  readonly source?: string | undefined;
  /** Columns of the connections to keep. */
  readonly columns: readonly K[];
}

export interface FinishOptions {
  readonly partial?: boolean;
  readonly cut?: string | undefined;
}

/**
 * Parses a statistics file that arrives in pieces.
 *
 * Its units are a member of the run's object and an element of its two arrays. A unit that the
 * bytes at hand do not complete is read again, from its start, when at least twice as many are
 * there; so the buffer holds little more than a piece, and no unit costs more than linear time.
 */
export class StatsParser<K extends ConnectionColumn> {
  private readonly source: string | undefined;
  private readonly columns: readonly K[];
  private readonly buffer = new ChunkBuffer();
  /** No attempt before so many bytes are in the buffer. */
  private enough = 1;

  private state: ParserState = 'start';
  private array: 'connections' | 'samples' = 'connections';
  private arrayPath = '';
  private members = 0;
  private readonly header = new HeaderBuilder();
  private readonly connectionScanner = new ObjectScanner(CONNECTION_FIELDS, 2);
  private readonly sampleScanner = new ObjectScanner(SAMPLE_FIELDS, 2);
  private readonly skipper = new ValueSkipper();
  /** Path of the member that is passed over. */
  private skipped = '';
  private connections: ConnectionsBuilder<K>;
  private samples = new SamplesBuilder();

  constructor({ source, columns }: ParserOptions<K>) {
    this.source = source;
    this.columns = columns;
    this.connections = new ConnectionsBuilder(columns);
  }

  /** Takes the next piece of the file; the piece may be reused by the caller afterwards. */
  push(chunk: Uint8Array): void {
    this.buffer.take(chunk);
    if (this.buffer.waiting < this.enough) return;
    this.guarded(() => {
      while (this.step());
    });
    const { waiting } = this.buffer;
    this.enough = waiting < SMALL_UNIT_BYTES ? 1 : waiting * 2;
  }

  /**
   * The run, when the last piece has been taken.
   *
   * @param options.partial return what is whole of a file that was cut short
   * @param options.cut why the bytes end, where it is not the file's own end
   * @throws {StatsError} where the file was cut short
   */
  finish({ partial = false, cut }: FinishOptions = {}): Run<K> {
    this.guarded(() => {
      while (this.step());
    });
    const bytes = this.buffer.total;
    const whole = this.state === 'done' && cut === undefined;
    if (!whole && (!partial || this.members === 0)) throw this.cutShort(bytes, cut);
    if (this.header.empty && this.connections.length === 0 && this.samples.length === 0) {
      throw new StatsError({
        code: 'value',
        source: this.source,
        path: '$',
        expected: 'the statistics of a run (Started, Duration, Connections …)',
        found: 'an object with none of these fields',
      });
    }
    return {
      header: this.header.finish(),
      connections: this.connections.finish(this.connectionScanner.seen),
      samples: this.samples.finish(this.sampleScanner.seen),
      ...(whole ? {} : { truncated: { bytes, reason: this.cutShort(bytes, cut).message } }),
    };
  }

  /** @param cut why the bytes end, where it is not the file's own end */
  private cutShort(bytes: number, cut: string | undefined): StatsError {
    const place = { source: this.source, byteOffset: bytes, path: this.path('') };
    if (cut !== undefined) {
      return new StatsError({
        ...place,
        code: 'gzip',
        expected: 'a whole gzip stream',
        found: `a damaged one (${cut})`,
      });
    }
    const empty = this.state === 'start' && this.buffer.waiting === 0;
    return new StatsError({
      ...place,
      code: 'truncated',
      expected: empty ? 'the statistics of a run as JSON' : EXPECTATIONS[this.state],
      found: empty ? 'nothing: the file is empty' : 'the end of the file',
    });
  }

  /** Reads one unit; false where the bytes do not complete it. */
  private step(): boolean {
    if (this.state === 'skipping') return this.passOver();
    const { bytes, end } = this.buffer.window;
    const at = skipSpace(bytes, this.buffer.position);
    this.buffer.position = at;
    if (at >= end) return false;
    switch (this.state) {
      case 'start':
        return this.open(at);
      case 'first-member':
        if (this.byte() === CLOSE_BRACE) return this.enter('done', at + 1);
        return this.member(at);
      case 'member':
        return this.member(at);
      case 'after-value':
        if (this.byte() === COMMA) return this.enter('member', at + 1);
        if (this.byte() === CLOSE_BRACE) return this.enter('done', at + 1);
        throw new Fault(at, EXPECTATIONS[this.state]);
      case 'first-element':
        if (this.byte() === CLOSE_BRACKET) return this.enter('after-value', at + 1);
        return this.elements(at);
      case 'element':
        return this.elements(at);
      case 'after-element':
        if (this.byte() === COMMA) return this.enter('element', at + 1);
        if (this.byte() === CLOSE_BRACKET) return this.enter('after-value', at + 1);
        throw new Fault(at, EXPECTATIONS[this.state]);
      case 'done':
        throw new Fault(at, EXPECTATIONS[this.state]);
    }
  }

  private byte(): number {
    return byteAt(this.buffer.window.bytes, this.buffer.position);
  }

  private enter(state: ParserState, position: number): true {
    this.state = state;
    this.buffer.position = position;
    return true;
  }

  private open(at: number): boolean {
    const { bytes, end } = this.buffer.window;
    if (byteAt(bytes, at) === OPEN_BRACE) return this.enter('first-member', at + 1);
    const isMark = this.buffer.offsetOf(at) === 0 && bytes[at] === 0xef;
    if (!isMark) throw new Fault(at, EXPECTATIONS[this.state]);
    if (end < at + 3) return false;
    if (bytes[at + 1] !== 0xbb || bytes[at + 2] !== 0xbf)
      throw new Fault(at, EXPECTATIONS[this.state]);
    return this.enter('start', at + 3);
  }

  /** `"key": value` of the run's object. */
  private member(at: number): boolean {
    const { bytes, end } = this.buffer.window;
    const keyEnd = readKey(this.buffer.window, at);
    if (keyEnd === INCOMPLETE) return false;
    const key = foldKey(textOf(bytes, at + 1, keyEnd - 1));
    if (HEADER_KEYS.has(key)) {
      const valueEnd = this.header.read(this.buffer.window, at, this.members);
      if (valueEnd === INCOMPLETE) return false;
      this.members++;
      return this.enter('after-value', valueEnd);
    }
    const colon = skipSpace(bytes, keyEnd);
    if (colon >= end) return false;
    if (byteAt(bytes, colon) !== COLON) throw new Fault(colon, '":"');
    const value = skipSpace(bytes, colon + 1);
    if (value >= end) return false;
    const isConnections = key === foldKey(CONNECTIONS_KEY);
    if (!isConnections && key !== foldKey(SAMPLES_KEY)) {
      this.skipped = memberPath(textOf(bytes, at + 1, keyEnd - 1));
      this.skipper.start(1);
      return this.enter('skipping', value);
    }
    return this.arrayValue(isConnections ? 'connections' : 'samples', value);
  }

  private arrayValue(array: 'connections' | 'samples', at: number): boolean {
    this.array = array;
    this.arrayPath = array === 'connections' ? CONNECTIONS_KEY : SAMPLES_KEY;
    const first = byteAt(this.buffer.window.bytes, at);
    // Of a key that is there twice the last one counts, as in the original.
    if (array === 'connections') this.connections = new ConnectionsBuilder(this.columns);
    else this.samples = new SamplesBuilder();
    if (first === LOWER_N) {
      const end = literalEnd(this.buffer.window, at);
      return end === INCOMPLETE ? false : this.enter('after-value', end);
    }
    if (first !== OPEN_BRACKET) {
      throw new Fault(at, 'an array', { code: 'value', member: `.${this.arrayPath}` });
    }
    this.members++;
    return this.enter('first-element', at + 1);
  }

  private passOver(): boolean {
    const end = this.skipper.run(this.buffer.window, this.buffer.position);
    if (end === INCOMPLETE) {
      this.buffer.position = this.skipper.stoppedAt;
      return false;
    }
    this.members++;
    return this.enter('after-value', end);
  }

  /** As many elements of the array as are whole. */
  private elements(start: number): boolean {
    const window = this.buffer.window;
    const { bytes, end } = window;
    this.state = 'element';
    const isConnections = this.array === 'connections';
    const scanner = this.scanner();
    let at = start;
    for (;;) {
      this.buffer.position = at;
      if (at >= end) return false;
      if (byteAt(bytes, at) !== OPEN_BRACE) {
        throw new Fault(at, 'an object', { code: 'value' });
      }
      const after = scanner.scan(window, at);
      if (after === INCOMPLETE) return false;
      if (isConnections) this.connections.append(scanner, bytes);
      else this.samples.append(scanner);
      at = skipSpace(bytes, after);
      if (byteAt(bytes, at) !== COMMA) return this.enter('after-element', at);
      at = skipSpace(bytes, at + 1);
    }
  }

  /** Path of what is being read, `member` below the element or the object at hand. */
  private path(member: string): string {
    const inArray =
      this.state === 'first-element' || this.state === 'element' || this.state === 'after-element';
    if (this.state === 'skipping') return `$${this.skipped}`;
    if (!inArray) return `$${member}`;
    const length = this.array === 'connections' ? this.connections.length : this.samples.length;
    const index = this.state === 'after-element' ? length - 1 : length;
    return `$.${this.arrayPath}[${index}]${member}`;
  }

  /** What reads the members of the object at hand. */
  private scanner(): ObjectScanner {
    if (this.state !== 'element') return this.header.scanner;
    return this.array === 'connections' ? this.connectionScanner : this.sampleScanner;
  }

  private guarded(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new StatsError({
        code: error.code,
        source: this.source,
        byteOffset: this.buffer.offsetOf(error.position),
        path: this.path(error.member || this.scanner().memberPath),
        expected: error.expected,
        found: describeFinding(this.buffer.window, error.position),
      });
    }
  }
}
