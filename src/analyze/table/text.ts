import { max } from 'd3-array';
import { cellText, isRight, type Table } from './table.ts';

const GAP = '  ';

/** The table in aligned columns, a line each row. */
export function tableText(table: Table): string {
  const texts = table.rows.map((row) =>
    table.columns.map((column, i) => cellText(row[i] ?? null, column)),
  );
  const right = table.columns.map((_, i) => isRight(table, i));
  const widths = table.columns.map(({ title }, i) =>
    Math.max(title.length, max(texts, (row) => row[i]?.length) ?? 0),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join(GAP)
      .trimEnd();
  const caption = table.caption === undefined ? [] : [table.caption];
  return [...caption, line(table.columns.map(({ title }) => title)), ...texts.map(line)]
    .map((text) => `${text}\n`)
    .join('');
}
