/** No field is at hand. */
export const NO_FIELD = -1;

/** One row's values by the index of their field, good until the next row. */
export interface ScannedRow {
  /** Value of each number field, the field's default where the row has none. */
  readonly numbers: Float64Array;
  /** Where each text stands in the bytes, as inside a JSON string; empty where the row has none. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Bit i: some row so far has had field i. */
  readonly seen: number;
  /** The field at hand, or `NO_FIELD`; faults are its own. */
  found: number;
}
