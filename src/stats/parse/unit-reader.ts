import { ConnectionsBuilder } from '../columns/connections-builder.ts';
import { SamplesBuilder } from '../columns/samples-builder.ts';
import { CONNECTION_FIELDS, CONNECTIONS_KEY } from '../fields/connection-fields.ts';
import { foldKey } from '../fields/fold-key.ts';
import { HEADER_FIELDS } from '../fields/header-fields.ts';
import { SAMPLE_FIELDS, SAMPLES_KEY } from '../fields/sample-fields.ts';
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
import type { ChunkBuffer } from '../json/chunk-buffer.ts';
import { Fault, INCOMPLETE } from '../json/fault.ts';
import { memberPath } from '../json/member-path.ts';
import { textOf } from '../json/text.ts';
import { keyEnd, literalEnd } from '../json/tokens.ts';
import { ValueSkipper } from '../json/value-skipper.ts';
import type { ConnectionColumn } from '../run/connections.ts';
import { HeaderBuilder } from './header-builder.ts';
import { ObjectScanner } from './object-scanner.ts';
import { EXPECTATIONS, type ParserState } from './parser-state.ts';

const HEADER_KEYS = new Set(HEADER_FIELDS.map(({ key }) => foldKey(key)));
const ARRAY_KEYS = { connections: CONNECTIONS_KEY, samples: SAMPLES_KEY } as const;
type RunArray = keyof typeof ARRAY_KEYS;
const ARRAY_BY_KEY: ReadonlyMap<string, RunArray> = new Map([
  [foldKey(CONNECTIONS_KEY), 'connections'],
  [foldKey(SAMPLES_KEY), 'samples'],
]);

/**
 * Reads a statistics file unit by unit: a member of the run's object, or as many elements of one of
 * its two arrays as are whole. It stops, and goes on when more bytes are there, at the start of a unit.
 */
export class UnitReader<K extends ConnectionColumn> {
  readonly header: HeaderBuilder = new HeaderBuilder();
  /** Whole members so far. */
  members = 0;
  state: ParserState = 'start';
  readonly #columns: readonly K[];
  readonly #buffer: ChunkBuffer;
  #array: RunArray = 'connections';
  readonly #connectionScanner = new ObjectScanner(CONNECTION_FIELDS, 2);
  readonly #sampleScanner = new ObjectScanner(SAMPLE_FIELDS, 2);
  #connections: ConnectionsBuilder<K>;
  #samples = new SamplesBuilder();
  readonly #skipper = new ValueSkipper();
  /** Path of the member that is passed over. */
  #skipped = '';

  constructor(buffer: ChunkBuffer, columns: readonly K[]) {
    this.#buffer = buffer;
    this.#columns = columns;
    this.#connections = new ConnectionsBuilder(columns);
  }

  get connections(): ConnectionsBuilder<K> {
    return this.#connections;
  }

  get samples(): SamplesBuilder {
    return this.#samples;
  }

  /** Reads one unit; false where the bytes do not complete it. */
  step(): boolean {
    if (this.state === 'skipping') return this.#passOver();
    const { bytes, end } = this.#buffer.window;
    const at = skipSpace(bytes, this.#buffer.position);
    this.#buffer.position = at;
    if (at >= end) return false;
    switch (this.state) {
      case 'start':
        return this.#open(at);
      case 'first-member':
        if (this.#byte() === CLOSE_BRACE) return this.#enter('done', at + 1);
        return this.#member(at);
      case 'member':
        return this.#member(at);
      case 'after-value':
        if (this.#byte() === COMMA) return this.#enter('member', at + 1);
        if (this.#byte() === CLOSE_BRACE) return this.#enter('done', at + 1);
        throw new Fault(at, EXPECTATIONS[this.state]);
      case 'first-element':
        if (this.#byte() === CLOSE_BRACKET) return this.#enter('after-value', at + 1);
        return this.#elements(at);
      case 'element':
        return this.#elements(at);
      case 'after-element':
        if (this.#byte() === COMMA) return this.#enter('element', at + 1);
        if (this.#byte() === CLOSE_BRACKET) return this.#enter('after-value', at + 1);
        throw new Fault(at, EXPECTATIONS[this.state]);
      case 'done':
        throw new Fault(at, EXPECTATIONS[this.state]);
    }
  }

  #byte(): number {
    return byteAt(this.#buffer.window.bytes, this.#buffer.position);
  }

  #enter(state: ParserState, position: number): true {
    this.state = state;
    this.#buffer.position = position;
    return true;
  }

  #open(at: number): boolean {
    const { bytes, end } = this.#buffer.window;
    if (byteAt(bytes, at) === OPEN_BRACE) return this.#enter('first-member', at + 1);
    const isMark = this.#buffer.offsetOf(at) === 0 && bytes[at] === 0xef;
    if (!isMark) throw new Fault(at, EXPECTATIONS[this.state]);
    if (end < at + 3) return false;
    if (bytes[at + 1] !== 0xbb || bytes[at + 2] !== 0xbf)
      throw new Fault(at, EXPECTATIONS[this.state]);
    return this.#enter('start', at + 3);
  }

  /** `"key": value` of the run's object. */
  #member(at: number): boolean {
    const { window } = this.#buffer;
    const { bytes, end } = window;
    const behindKey = keyEnd(window, at);
    if (behindKey === INCOMPLETE) return false;
    const key = textOf(bytes, at + 1, behindKey - 1);
    const folded = foldKey(key);
    if (HEADER_KEYS.has(folded)) {
      const valueEnd = this.header.read(window, at, this.members);
      return valueEnd !== INCOMPLETE && this.#endMember(valueEnd);
    }
    const colon = skipSpace(bytes, behindKey);
    if (colon >= end) return false;
    if (byteAt(bytes, colon) !== COLON) throw new Fault(colon, '":"');
    const value = skipSpace(bytes, colon + 1);
    if (value >= end) return false;
    const array = ARRAY_BY_KEY.get(folded);
    if (array !== undefined) return this.#beginArray(array, value);
    this.#skipped = memberPath(key);
    this.#skipper.start(1);
    return this.#enter('skipping', value);
  }

  #endMember(at: number): true {
    this.members++;
    return this.#enter('after-value', at);
  }

  #beginArray(array: RunArray, at: number): boolean {
    const { window } = this.#buffer;
    this.#array = array;
    // Of a key that is there twice the last one counts, as in the original.
    if (array === 'connections') this.#connections = new ConnectionsBuilder(this.#columns);
    else this.#samples = new SamplesBuilder();
    const first = byteAt(window.bytes, at);
    if (first === LOWER_N) {
      const end = literalEnd(window, at);
      return end !== INCOMPLETE && this.#enter('after-value', end);
    }
    if (first !== OPEN_BRACKET) {
      throw new Fault(at, 'an array', { code: 'value', member: `.${ARRAY_KEYS[array]}` });
    }
    this.members++;
    return this.#enter('first-element', at + 1);
  }

  #passOver(): boolean {
    const end = this.#skipper.run(this.#buffer.window, this.#buffer.position);
    if (end === INCOMPLETE) {
      this.#buffer.position = this.#skipper.stoppedAt;
      return false;
    }
    return this.#endMember(end);
  }

  /** As many elements of the array as are whole. */
  #elements(start: number): boolean {
    const window = this.#buffer.window;
    const { bytes, end } = window;
    this.state = 'element';
    const isConnections = this.#array === 'connections';
    const scanner = this.scanner;
    const connections = this.#connections;
    const samples = this.#samples;
    let at = start;
    for (;;) {
      this.#buffer.position = at;
      if (at >= end) return false;
      if (byteAt(bytes, at) !== OPEN_BRACE) throw new Fault(at, 'an object', { code: 'value' });
      const after = scanner.scan(window, at);
      if (after === INCOMPLETE) return false;
      if (isConnections) connections.append(scanner, bytes);
      else samples.append(scanner);
      at = skipSpace(bytes, after);
      if (byteAt(bytes, at) !== COMMA) return this.#enter('after-element', at);
      at = skipSpace(bytes, at + 1);
    }
  }

  /** Path of what is being read, `member` below the element or the object at hand. */
  path(member: string): string {
    switch (this.state) {
      case 'skipping':
        return `$${this.#skipped}`;
      case 'first-element':
      case 'element':
      case 'after-element': {
        const { length } = this.#array === 'connections' ? this.#connections : this.#samples;
        const index = this.state === 'after-element' ? length - 1 : length;
        return `$.${ARRAY_KEYS[this.#array]}[${index}]${member}`;
      }
      case 'start':
      case 'first-member':
      case 'member':
      case 'after-value':
      case 'done':
        return `$${member}`;
    }
  }

  /** What reads the members of the object at hand. */
  get scanner(): ObjectScanner {
    if (this.state !== 'element') return this.header.scanner;
    return this.#array === 'connections' ? this.#connectionScanner : this.#sampleScanner;
  }
}
