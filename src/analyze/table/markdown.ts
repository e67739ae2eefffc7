import { cellText, isRight, type Table } from './table.ts';

/** The table in Markdown (GitHub's), with its caption as a paragraph above. */
export function tableMarkdown(table: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const caption = table.caption === undefined ? '' : `${escape(table.caption)}\n\n`;
  return [
    caption,
    line(table.columns.map(({ title }) => escape(title))),
    line(table.columns.map((_, i) => (isRight(table, i) ? '--:' : '---'))),
    ...table.rows.map((row) =>
      line(table.columns.map((column, i) => escape(cellText(row[i] ?? null, column)))),
    ),
  ].join('');
}

function escape(text: string): string {
  return text.replace(/[\\|<>*_`[\]]/g, (character) => `\\${character}`).replace(/\s+/g, ' ');
}
