/**
 * A column of text: one code a row, and each different text once. Codes are cheap to group by;
 * a text is decoded when somebody asks for it.
 */
export interface StringColumn {
  readonly length: number;
  /** Row -> code; code 0 is always the empty text. */
  readonly codes: Uint32Array;
  /** Number of codes, the empty text included. */
  readonly distinct: number;
  /** The text of a code. */
  value(code: number): string;
  /** The text of a row. */
  at(row: number): string;
}

/** A column over codes and whatever knows their texts. */
export function stringColumn(
  codes: Uint32Array,
  texts: { readonly size: number; value(code: number): string },
): StringColumn {
  return {
    length: codes.length,
    codes,
    distinct: texts.size,
    value: (code) => texts.value(code),
    at: (row) => texts.value(codes[row] ?? 0),
  };
}
