import { tableCsv } from '../table/csv.ts';
import { escapeHtml, tableHtml } from '../table/html.ts';
import { tableMarkdown } from '../table/markdown.ts';
import type { Table } from '../table/table.ts';
import { tableText } from '../table/text.ts';

/** What notebook kernels for TypeScript ask an object for, to show it in several formats (Deno's protocol). */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for('Jupyter.display');

/** What an analysis found, in each form that people and programs take it in. */
export interface ReportParts<Data = unknown> {
  /** Plain values, for JSON. */
  readonly data: Data;
  /** The first one is the table of the analysis; others belong to it. */
  readonly tables: readonly [Table, ...Table[]];
  /** What is to be known beside the tables, a line each. */
  readonly notes?: readonly string[];
  /** Text for the terminal, where it is not simply the tables and the notes. */
  readonly text?: string;
}

/** Tables and notes that print themselves as text, CSV, Markdown, HTML and JSON, and show themselves in notebooks. */
export interface Report<Data = unknown> {
  /** Plain values. */
  readonly data: Data;
  readonly tables: readonly [Table, ...Table[]];
  readonly notes: readonly string[];
  /** For the terminal. */
  toText(): string;
  /** The first table as comma-separated values. */
  toCsv(): string;
  toMarkdown(): string;
  toHtml(): string;
  /** For `JSON.stringify`. */
  toJSON(): Data;
  toString(): string;
  /** For notebooks. */
  [JUPYTER_DISPLAY](): Record<string, string>;
}

/** Makes a report of what an analysis found. */
export function createReport<Data>({
  data,
  tables,
  notes = [],
  text,
}: ReportParts<Data>): Report<Data> {
  const noteLines = (prefix = ''): string => notes.map((note) => `${prefix}${note}\n`).join('');
  const joined = (parts: readonly string[]): string =>
    parts.filter((part) => part !== '').join('\n');
  const toText = (): string => text ?? joined([...tables.map(tableText), noteLines()]);
  const toHtml = (): string =>
    [...tables.map(tableHtml), ...notes.map((note) => `<p>${escapeHtml(note)}</p>`)].join('\n');
  return {
    data,
    tables,
    notes,
    toText,
    toCsv: () => tableCsv(tables[0]),
    toMarkdown: () => joined([...tables.map(tableMarkdown), noteLines('- ')]),
    toHtml,
    toJSON: () => data,
    toString: toText,
    [JUPYTER_DISPLAY]: () => ({ 'text/html': toHtml(), 'text/plain': toText() }),
  };
}
