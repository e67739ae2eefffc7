import { plainText } from './plain-text.ts';
import { cellText, rightColumns, titleTexts, type TableSource } from './table.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The table as an HTML `<table>`, for notebooks and pages. */
export function tableHtml(table: TableSource): string {
  const right = rightColumns(table);
  const cell = (tag: 'td' | 'th', column: number, text: string): string => {
    const style = ` style="text-align:${right[column] === true ? 'right' : 'left'}"`;
    return `<${tag}${style}>${escapeHtml(text)}</${tag}>`;
  };
  const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
  const caption =
    table.caption === undefined ? '' : `<caption>${escapeHtml(table.caption)}</caption>`;
  const head = row(titleTexts(table).map((title, i) => cell('th', i, title)));
  const body = Array.from(table.rows, (cells) =>
    row(table.columns.map((column, i) => cell('td', i, cellText(cells[i] ?? null, column)))),
  );
  return `<table>${caption}<thead>${head}</thead><tbody>${body.join('')}</tbody></table>`;
}

/** Text that is safe inside HTML. */
export function escapeHtml(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
