import { plainText } from './plain-text.ts';

/** null = there is no such value. */
export type Value = string | number | null;

/** What people read otherwise than machines do: `~0.766`, `never`, `1.200 - 2.400`. */
export interface WordedCell {
  readonly text: string;
  /** One each of the column's `valueTitles`, or one. */
  readonly values: readonly Value[];
}

export type Cell = Value | WordedCell;

export interface TableColumn {
  /** Title with unit, as `Start (s)`. */
  readonly title: string;
  /** Digits behind the point for people; machine formats have all digits. */
  readonly decimals?: number;
  /** Numbers stand to the right unless this says otherwise. */
  readonly align?: 'left' | 'right';
  /** For machines, where cells hold several values: a title each. */
  readonly valueTitles?: readonly string[];
}

/** Rows of values under titled columns. */
export interface Table {
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell as people read it. */
export function cellText(cell: Cell, { decimals }: TableColumn): string {
  if (cell === null) return '-';
  if (typeof cell === 'object') return cell.text;
  if (typeof cell === 'string') return plainText(cell);
  return decimals === undefined ? String(cell) : cell.toFixed(decimals);
}

/** What machines read of a cell: as many values as its column has titles for them. */
export function cellValues(cell: Cell, { valueTitles = [''] }: TableColumn): readonly Value[] {
  if (cell === null) return valueTitles.map(() => null);
  return typeof cell === 'object' ? cell.values : [cell];
}

/** Whether a column stands to the right: it says so, or holds numbers, worded or not. */
export function isRight(table: Table, column: number): boolean {
  const align = table.columns[column]?.align;
  if (align !== undefined) return align === 'right';
  const first = table.rows.find((row) => row[column] !== null)?.[column];
  return typeof first === 'number' || typeof first === 'object';
}
