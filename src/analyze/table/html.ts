import { cellText, isRight, type Table } from './table.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** The table as an HTML `<table>`, for notebooks and pages. */
export function tableHtml(table: Table): string {
  const cell = (tag: 'td' | 'th', column: number, text: string): string => {
    const style = isRight(table, column) ? ' style="text-align:right"' : ' style="text-align:left"';
    return `<${tag}${style}>${escapeHtml(text)}</${tag}>`;
  };
  const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
  const caption =
    table.caption === undefined ? '' : `<caption>${escapeHtml(table.caption)}</caption>`;
  const head = row(table.columns.map(({ title }, i) => cell('th', i, title)));
  const body = table.rows.map((cells) =>
    row(table.columns.map((column, i) => cell('td', i, cellText(cells[i] ?? null, column)))),
  );
  return `<table>${caption}<thead>${head}</thead><tbody>${body.join('')}</tbody></table>`;
}

/** Text that is safe inside HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
