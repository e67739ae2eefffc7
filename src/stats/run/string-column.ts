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

/** What knows the text of each code; more may come, and none changes. */
export interface Texts {
  readonly size: number;
  /** @param code from 0, less than `size` */
  value(code: number): string;
}

/** A column over codes and the texts of this moment. */
export function stringColumn(codes: Uint32Array, texts: Texts): StringColumn {
  const distinct = texts.size;
  const value = (code: number): string => (code >= 0 && code < distinct ? texts.value(code) : '');
  return {
    length: codes.length,
    codes,
    distinct,
    value,
    at: (row) => value(codes[row] ?? 0),
  };
}
