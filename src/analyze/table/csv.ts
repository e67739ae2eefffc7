import { cellValues, type Table, type Value } from './table.ts';

/**
 * The table as comma-separated values (RFC 4180, lines ended by LF): all digits, absent values
 * empty, and nothing that is said in words where there is a value.
 */
export function tableCsv({ columns, rows }: Table): string {
  const line = (cells: readonly Value[]): string => `${cells.map(field).join(',')}\n`;
  const titles = columns.flatMap(({ title, valueTitles }) => valueTitles ?? [title]);
  const body = rows.map((row) =>
    line(columns.flatMap((column, i) => cellValues(row[i] ?? null, column))),
  );
  return line(titles) + body.join('');
}

function field(cell: Value): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
