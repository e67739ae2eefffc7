import { UNSET } from '../fields/field-kind.ts';
import { isNumberField, type Field } from '../fields/field.ts';

/** No field is at hand. */
export const NO_FIELD = -1;

/** One row's values by the index of their field, good until the next row. */
export class ScannedRow {
  /** Value of each number field, the field's default where the row has none. */
  readonly numbers: Float64Array;
  /** Where each text stands in the bytes, as inside a JSON string; empty where the row has none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** 1 = some row so far has had the field. */
  readonly seen: Uint8Array;
  /** How many fields some row so far has had. */
  seenCount = 0;
  /** The field at hand, or `NO_FIELD`; faults are its own. */
  found: number = NO_FIELD;

  constructor(fields: readonly Field[]) {
    this.numbers = defaultNumbers(fields);
    this.from = new Int32Array(fields.length);
    this.to = new Int32Array(fields.length);
    this.seen = new Uint8Array(fields.length);
  }

  /** Remembers that a row has had a field. */
  see(field: number): void {
    if (this.seen[field] === 1) return;
    this.seen[field] = 1;
    this.seenCount++;
  }
}

/** What each field is in a row that does not have it. */
export function defaultNumbers(fields: readonly Field[]): Float64Array {
  return Float64Array.from(fields, (field) => (isNumberField(field) ? UNSET[field.kind] : 0));
}
