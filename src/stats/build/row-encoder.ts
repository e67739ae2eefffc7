import { ScannedRow } from '../columns/scanned-row.ts';
import { UNSET } from '../fields/field-kind.ts';
import { isNumberField, type Field } from '../fields/field.ts';
import { isLeftOut } from '../fields/is-left-out.ts';
import { keptNumber } from '../fields/kept-number.ts';

const encoder = new TextEncoder();
/** UTF-8 of one UTF-16 unit, at the most. */
const MAX_BYTES_PER_UNIT = 3;

/** Gives rows of plain values the form in which the parser has scanned ones, without text between. */
export class RowEncoder<Name extends string> extends ScannedRow {
  readonly #fields: readonly Field<Name>[];
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1024);

  constructor(fields: readonly Field<Name>[]) {
    super(fields);
    this.#fields = fields;
  }

  /** What `from` and `to` point into. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** @throws {StatsError} where a number cannot stand in a statistics file */
  encode(row: { readonly [N in Name]?: unknown }): void {
    let end = 0;
    for (const [index, field] of this.#fields.entries()) {
      const value = row[field.name];
      const absent = isLeftOut(field, value);
      if (!absent) this.see(index);
      if (isNumberField(field)) {
        this.numbers[index] = absent ? UNSET[field.kind] : keptNumber(field, value);
      } else {
        this.from[index] = end;
        if (!absent) end = this.#put(String(value), end);
        this.to[index] = end;
      }
    }
  }

  /** Writes a text as it stands inside a JSON string, where a backslash is two; returns its end. */
  #put(text: string, start: number): number {
    const escaped = text.includes('\\') ? text.replaceAll('\\', '\\\\') : text;
    const needed = start + escaped.length * MAX_BYTES_PER_UNIT;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.#bytes.subarray(0, start));
      this.#bytes = larger;
    }
    return start + encoder.encodeInto(escaped, this.#bytes.subarray(start)).written;
  }
}
