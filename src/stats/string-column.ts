/**
 * A column of text, one code a row and each different text once. Tables of codes are cheap to
 * group by; the text itself is decoded when somebody asks for it.
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
