import type { Cell, Table } from './table.ts';

/** The table as comma-separated values (RFC 4180, lines ended by LF): all digits, absent values empty. */
export function tableCsv({ columns, rows }: Table): string {
  const line = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\n`;
  return line(columns.map(({ title }) => title)) + rows.map(line).join('');
}

function field(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
