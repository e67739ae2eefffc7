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

/** A table whose rows may be made as they are read; they can be read more than once. */
export interface TableSource {
  readonly caption?: string;
  readonly columns: readonly TableColumn[];
  readonly rows: Iterable<readonly Cell[]>;
}

/** Rows of values under titled columns. */
export interface Table extends TableSource {
  readonly rows: readonly (readonly Cell[])[];
}

/** A cell as people read it: one line of plain text. */
export function cellText(cell: Cell, { decimals }: TableColumn): string {
  if (cell === null) return '-';
  if (typeof cell === 'object') return plainText(cell.text);
  if (typeof cell === 'string') return plainText(cell);
  return decimals === undefined ? String(cell) : cell.toFixed(decimals);
}

/** Titles as people read them. */
export function titleTexts({ columns }: TableSource): string[] {
  return columns.map(({ title }) => plainText(title));
}

/** What machines read of a cell: as many values as its column has titles for them. */
export function cellValues(cell: Cell, { valueTitles = [''] }: TableColumn): readonly Value[] {
  if (cell === null) return valueTitles.map(() => null);
  return typeof cell === 'object' ? cell.values : [cell];
}

/** Which columns stand to the right: they say so, or hold numbers, worded or not. */
export function rightColumns({ columns, rows }: TableSource): boolean[] {
  const right = columns.map(({ align }) => (align === undefined ? undefined : align === 'right'));
  let open = right.filter((known) => known === undefined).length;
  for (const row of rows) {
    if (open === 0) break;
    for (let i = 0; i < right.length; i++) {
      const cell = row[i] ?? null;
      if (right[i] !== undefined || cell === null) continue;
      right[i] = typeof cell !== 'string';
      open--;
    }
  }
  return right.map((known) => known ?? false);
}
