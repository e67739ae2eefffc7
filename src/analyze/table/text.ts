import { inPieces, joined } from './pieces.ts';
import { plainText } from './plain-text.ts';
import { cellText, rightColumns, titleTexts, type TableColumn, type TableSource } from './table.ts';

const GAP = '  ';

/** The table in aligned columns, a line each row. */
export function tableText(table: TableSource): string {
  return joined(textPieces(table));
}

/** The same, made as it is read: the rows are gone through once for the widths and once for the lines. */
export function textPieces(table: TableSource): Iterable<string> {
  return inPieces(textLines(table));
}

function* textLines(table: TableSource): Generator<string> {
  const { caption, columns, rows } = table;
  const titles = titleTexts(table);
  const right = rightColumns(table);
  const widths = widthsOf(table, titles);
  if (caption !== undefined) yield `${plainText(caption)}\n`;
  const padded = (text: string, i: number): string =>
    right[i] === true ? text.padStart(widths[i] ?? 0) : text.padEnd(widths[i] ?? 0);
  yield `${titles.map(padded).join(GAP).trimEnd()}\n`;
  for (const row of rows) {
    let line = '';
    for (let i = 0; i < columns.length; i++) {
      if (i > 0) line += GAP;
      line += padded(cellText(row[i] ?? null, columns[i] as TableColumn), i);
    }
    yield `${line.trimEnd()}\n`;
  }
}

/** Beyond, digits are not all written. */
const MOST_PLAIN = 1e15;

function widthsOf({ columns, rows }: TableSource, titles: readonly string[]): number[] {
  const widths = titles.map(({ length }) => length);
  // Of numbers with so many digits behind the point, the greatest or the least is the longest.
  const most = new Float64Array(columns.length).fill(-Infinity);
  const least = new Float64Array(columns.length).fill(Infinity);
  for (const row of rows) {
    for (let i = 0; i < columns.length; i++) {
      const cell = row[i] ?? null;
      const column = columns[i] as TableColumn;
      if (typeof cell === 'number' && hasPlainDigits(cell, column)) {
        if (cell > (most[i] as number)) most[i] = cell;
        if (cell < (least[i] as number)) least[i] = cell;
      } else {
        const { length } = cellText(cell, column);
        if (length > (widths[i] as number)) widths[i] = length;
      }
    }
  }
  return widths.map((width, i) => {
    const ends = [most[i], least[i]].filter((end) => Number.isFinite(end)) as number[];
    return Math.max(width, ...ends.map((end) => cellText(end, columns[i] as TableColumn).length));
  });
}

function hasPlainDigits(value: number, { decimals }: TableColumn): boolean {
  return Math.abs(value) < MOST_PLAIN && (decimals !== undefined || Number.isInteger(value));
}
