import { isEmpty } from '../write/members-text.ts';
import type { Field } from '../fields/connection-fields.ts';
import { keptNumber } from '../fields/kept-number.ts';
import { NO_FIELD, type ScannedRow } from './scanned-row.ts';

const encoder = new TextEncoder();
/** UTF-8 of one UTF-16 unit, at the most. */
const MAX_BYTES_PER_UNIT = 3;

/** Gives rows of plain values the form in which the parser has scanned ones, without text between. */
export class RowEncoder<Name extends string> implements ScannedRow {
  readonly numbers: Float64Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  found: number = NO_FIELD;
  /** Bit i: some row so far has had field i. */
  seen = 0;
  /** What `from` and `to` point into. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1024);

  private readonly fields: readonly Field<Name>[];

  constructor(fields: readonly Field<Name>[]) {
    this.fields = fields;
    this.numbers = new Float64Array(fields.length);
    this.from = new Int32Array(fields.length);
    this.to = new Int32Array(fields.length);
  }

  /** @throws {RangeError} where a number cannot stand in a statistics file */
  encode(row: { readonly [N in Name]?: unknown }): void {
    let end = 0;
    for (const [index, field] of this.fields.entries()) {
      const value = row[field.name];
      const absent = value === undefined || (field.optional === true && isEmpty(field, value));
      if (!absent) this.seen |= 1 << index;
      if (field.kind === 'text') {
        this.from[index] = end;
        if (!absent) end = this.put(String(value), end);
        this.to[index] = end;
      } else if (absent) {
        this.numbers[index] = field.kind === 'slot' ? -1 : 0;
      } else {
        this.numbers[index] = keptNumber(field, value);
      }
    }
  }

  /** Writes a text as it stands inside a JSON string, where a backslash is two; returns its end. */
  private put(text: string, start: number): number {
    const escaped = text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
    const needed = start + escaped.length * MAX_BYTES_PER_UNIT;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.bytes.subarray(0, start));
      this.bytes = larger;
    }
    return start + encoder.encodeInto(escaped, this.bytes.subarray(start)).written;
  }
}
