import { plainText } from './plain-text.ts';

/** null = there is no such value. */
export type Cell = string | number | null;

export interface TableColumn {
  /** Title with unit, as `Start (s)`. */
  readonly title: string;
  /** Digits behind the point for people; machine formats have all digits. */
  readonly decimals?: number;
  /** Numbers stand to the right unless this says otherwise. */
  readonly align?: 'left' | 'right';
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
  if (typeof cell === 'string') return plainText(cell);
  return decimals === undefined ? String(cell) : cell.toFixed(decimals);
}

/** Whether a column stands to the right: it says so, or holds numbers. */
export function isRight(table: Table, column: number): boolean {
  const align = table.columns[column]?.align;
  if (align !== undefined) return align === 'right';
  const first = table.rows.find((row) => row[column] !== null)?.[column];
  return typeof first === 'number';
}
