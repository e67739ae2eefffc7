import { NO_FIELD } from '../columns/scanned-row.ts';
import { HEADER_FIELDS } from '../fields/header-fields.ts';
import type { Window } from '../json/bytes.ts';
import { INCOMPLETE } from '../json/fault.ts';
import type { JsonValue } from '../json/json-value.ts';
import { decodeUtf8, textOf } from '../json/text.ts';
import type { RunHeader } from '../run/run.ts';
import { ObjectScanner } from './object-scanner.ts';

/** Collects the run's own fields, one at a time. */
export class HeaderBuilder {
  readonly scanner: ObjectScanner;
  readonly #values = new Map<keyof RunHeader, JsonValue>();

  /** @param depth how many objects and arrays the run's object stands in */
  constructor(depth = 0) {
    this.scanner = new ObjectScanner(HEADER_FIELDS, depth);
  }

  get empty(): boolean {
    return this.#values.size === 0;
  }

  /** Reads the member at `position`; returns the position behind it, or `INCOMPLETE`. */
  read(window: Window, position: number, step: number): number {
    const { scanner } = this;
    scanner.begin();
    const end = scanner.member(window, position, step);
    if (end !== INCOMPLETE) this.#keep(window);
    return end;
  }

  /** Takes all that the scanner has read of a whole object, in place of what was there before. */
  replace(window: Window): void {
    this.#values.clear();
    this.#keep(window);
  }

  #keep({ bytes }: Window): void {
    const { scanner } = this;
    for (const [index, { name, kind }] of HEADER_FIELDS.entries()) {
      if (!scanner.has(index)) continue;
      scanner.found = index;
      const from = scanner.from[index] as number;
      const to = scanner.to[index] as number;
      if (kind === 'text') this.#values.set(name, textOf(bytes, from, to));
      else if (kind === 'json')
        this.#values.set(name, JSON.parse(decodeUtf8(bytes, from, to)) as JsonValue);
      else this.#values.set(name, scanner.numbers[index] as number);
    }
    scanner.found = NO_FIELD;
  }

  finish(): RunHeader {
    const header: Partial<Record<keyof RunHeader, JsonValue>> = {};
    for (const { name, kind, optional } of HEADER_FIELDS) {
      const value = this.#values.get(name);
      if (value !== undefined) header[name] = value;
      else if (!optional) header[name] = kind === 'text' ? '' : 0;
    }
    return header as unknown as RunHeader;
  }
}
