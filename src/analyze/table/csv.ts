import { inPieces, joined } from './pieces.ts';
import { cellValues, type TableSource, type Value } from './table.ts';

/**
 * The table as comma-separated values (RFC 4180, lines ended by LF): all digits, absent values
 * empty, texts as they are, and nothing that is said in words where there is a value.
 */
export function tableCsv(table: TableSource): string {
  return joined(csvPieces(table));
}

/** The same, made as it is read. */
export function csvPieces(table: TableSource): Iterable<string> {
  return inPieces(csvLines(table));
}

function* csvLines({ columns, rows }: TableSource): Generator<string> {
  const titles = columns.flatMap(({ title, valueTitles }) => valueTitles ?? [title]);
  yield `${titles.map(field).join(',')}\n`;
  for (const row of rows) {
    let line = '';
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i] ?? null;
      const column = columns[i];
      if (i > 0) line += ',';
      if (typeof cell === 'number') line += String(cell);
      else if (typeof cell === 'string') line += field(cell);
      else if (cell === null && column?.valueTitles === undefined) continue;
      else if (column !== undefined) line += cellValues(cell, column).map(field).join(',');
    }
    yield `${line}\n`;
  }
}

function field(cell: Value): string {
  const text = cell === null ? '' : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
