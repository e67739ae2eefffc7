import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { foldKey } from '../fields/fold-key.ts';
import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import {
  byteAt,
  CLOSE_BRACE,
  COLON,
  COMMA,
  LOWER_N,
  OPEN_BRACE,
  skipSpace,
  type Window,
} from '../json/bytes.ts';
import { Fault, INCOMPLETE } from '../json/fault.ts';
import { keyPattern, patternEnd } from '../json/key-pattern.ts';
import { memberPath } from '../json/member-path.ts';
import { decodeUtf8, textOf } from '../json/text.ts';
import { keyEnd, literalEnd } from '../json/tokens.ts';
import { ValueSkipper } from '../json/value-skipper.ts';
import { HeaderBuilder } from '../parse/header-builder.ts';
import { ObjectScanner } from '../parse/object-scanner.ts';
import type { RunHeader } from '../run/run.ts';
import { CONNECTION_KEY, JOURNAL_KEY, JOURNAL_VERSION, RUN_KEY, SAMPLE_KEY } from './keys.ts';

type Part = 'connection' | 'sample' | 'run' | 'journal';

const PARTS: readonly { readonly part: Part; readonly key: string }[] = [
  { part: 'connection', key: CONNECTION_KEY },
  { part: 'sample', key: SAMPLE_KEY },
  { part: 'run', key: RUN_KEY },
  { part: 'journal', key: JOURNAL_KEY },
];
const PART_BY_KEY = new Map(PARTS.map(({ part, key }) => [foldKey(key), part]));
/** Keys as they nearly always stand there, the most frequent ones first. */
const PATTERNS = PARTS.map(({ part, key }) => ({ part, pattern: keyPattern(key) }));

/** Reads one line of a journal after another into the same few numbers and spans. */
export class JournalLine {
  readonly #run: HeaderBuilder = new HeaderBuilder(1);
  readonly connection: ObjectScanner = new ObjectScanner(CONNECTION_FIELDS, 1);
  readonly sample: ObjectScanner = new ObjectScanner(SAMPLE_FIELDS, 1);
  /** What the line holds: what the scanners have of other lines is none of its own. */
  readonly holds: Record<Part, boolean> = {
    connection: false,
    sample: false,
    run: false,
    journal: false,
  };

  readonly #skipper = new ValueSkipper();
  #begun = false;
  /** The member at hand: its part, and its path below the line. */
  #part: Part | undefined;
  #member = '';

  /** JSON path of what is being read, `member` below the part at hand. */
  path(member: string): string {
    return `$${this.#member}${member || (this.#scanner?.memberPath ?? '')}`;
  }

  /** What the line says of the run. */
  header(window: Window): RunHeader {
    this.enter('run');
    this.#run.replace(window);
    return this.#run.finish();
  }

  /** Says which part is at hand: faults are its own. */
  enter(part: Part): void {
    this.#part = part;
    this.#member = MEMBERS[part];
  }

  /** @returns whether the line is whole; a blank one is, and holds nothing */
  read(window: Window, start: number): boolean {
    const { bytes, end } = window;
    this.#clear();
    let at = skipSpace(bytes, start);
    if (at >= end) return true;
    if (byteAt(bytes, at) !== OPEN_BRACE) throw new Fault(at, 'a JSON object');
    at = skipSpace(bytes, at + 1);
    if (byteAt(bytes, at) !== CLOSE_BRACE) {
      at = this.#members(window, at);
      if (at === INCOMPLETE) return false;
    }
    at = skipSpace(bytes, at + 1);
    if (at < end) throw new Fault(at, 'the end of the line');
    return true;
  }

  #clear(): void {
    const { holds } = this;
    holds.connection = false;
    holds.sample = false;
    holds.run = false;
    holds.journal = false;
    this.#part = undefined;
    this.#member = '';
  }

  /** @returns the position of the closing brace, or `INCOMPLETE` */
  #members(window: Window, start: number): number {
    const { bytes, end } = window;
    let at = start;
    for (;;) {
      at = this.#key(window, at);
      if (at === INCOMPLETE) return INCOMPLETE;
      at = skipSpace(bytes, at);
      if (at >= end) return INCOMPLETE;
      at = this.#value(window, at);
      if (at === INCOMPLETE) return INCOMPLETE;
      this.#part = undefined;
      this.#member = '';
      at = skipSpace(bytes, at);
      const byte = byteAt(bytes, at);
      if (byte === CLOSE_BRACE) return at;
      if (at >= end) return INCOMPLETE;
      if (byte !== COMMA) throw new Fault(at, '"," or "}"');
      at = skipSpace(bytes, at + 1);
    }
  }

  /** Reads `"key":` and remembers which part it names. */
  #key(window: Window, start: number): number {
    const { bytes, end } = window;
    for (const { part, pattern } of PATTERNS) {
      const after = patternEnd(window, start, pattern);
      if (after === INCOMPLETE) continue;
      if (part === 'journal') this.#begin(start);
      this.enter(part);
      return after;
    }
    const behindKey = keyEnd(window, start);
    if (behindKey === INCOMPLETE) return INCOMPLETE;
    const key = textOf(bytes, start + 1, behindKey - 1);
    const part = PART_BY_KEY.get(foldKey(key));
    if (part === 'journal') this.#begin(start);
    if (part === undefined) this.#member = memberPath(key);
    else this.enter(part);
    const colon = skipSpace(bytes, behindKey);
    if (colon >= end) return INCOMPLETE;
    if (byteAt(bytes, colon) !== COLON) throw new Fault(colon, '":"');
    return colon + 1;
  }

  /** Only the first line begins a journal; another one is what is left of another run. */
  #begin(position: number): void {
    if (this.#begun) throw new Fault(position, 'a line of the same run');
    this.#begun = true;
  }

  get #scanner(): ObjectScanner | undefined {
    switch (this.#part) {
      case 'connection':
        return this.connection;
      case 'sample':
        return this.sample;
      case 'run':
        return this.#run.scanner;
      case 'journal':
      case undefined:
        return undefined;
    }
  }

  #value(window: Window, start: number): number {
    const { bytes } = window;
    const part = this.#part;
    const scanner = this.#scanner;
    if (scanner === undefined) {
      this.#skipper.start(1);
      const end = this.#skipper.run(window, start);
      if (part === 'journal' && end !== INCOMPLETE) {
        checkVersion(bytes, start, end);
        this.holds.journal = true;
      }
      return end;
    }
    if (byteAt(bytes, start) === LOWER_N) return literalEnd(window, start);
    if (byteAt(bytes, start) !== OPEN_BRACE) throw new Fault(start, 'an object', { code: 'value' });
    const end = scanner.scan(window, start);
    if (end !== INCOMPLETE && part !== undefined) this.holds[part] = true;
    return end;
  }
}

const MEMBERS: Readonly<Record<Part, string>> = {
  connection: `.${CONNECTION_KEY}`,
  sample: `.${SAMPLE_KEY}`,
  run: `.${RUN_KEY}`,
  journal: `.${JOURNAL_KEY}`,
};

function checkVersion(bytes: Uint8Array, from: number, to: number): void {
  if (decodeUtf8(bytes, from, to) === String(JOURNAL_VERSION)) return;
  throw new Fault(from, `${JOURNAL_VERSION}, the version of journals that is read here`, {
    code: 'value',
  });
}
