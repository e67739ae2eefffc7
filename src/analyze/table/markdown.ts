import { inPieces, joined } from './pieces.ts';
import { plainText } from './plain-text.ts';
import { cellText, rightColumns, titleTexts, type TableSource } from './table.ts';

/** The table in Markdown (GitHub's), with its caption as a paragraph above. */
export function tableMarkdown(table: TableSource): string {
  return joined(markdownPieces(table));
}

/** The same, made as it is read. */
export function markdownPieces(table: TableSource): Iterable<string> {
  return inPieces(markdownLines(table));
}

function* markdownLines(table: TableSource): Generator<string> {
  const { caption, columns, rows } = table;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  if (caption !== undefined) yield `${escapeMarkdown(caption)}\n\n`;
  yield line(titleTexts(table).map(escapeMarkdown));
  yield line(rightColumns(table).map((right) => (right ? '--:' : '---')));
  for (const row of rows) {
    yield line(columns.map((column, i) => escapeMarkdown(cellText(row[i] ?? null, column))));
  }
}

/** Text that is nothing but text inside Markdown. */
export function escapeMarkdown(text: string): string {
  return plainText(text)
    .replace(/[\\|<>*_`[\]&$]|~(?=.*~)|(?<=~.*)~/g, (character) => `\\${character}`)
    .replace(/\s+/g, ' ');
}
