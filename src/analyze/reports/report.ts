import { tableCsv } from '../table/csv.ts';
import { escapeHtml, tableHtml } from '../table/html.ts';
import { tableMarkdown } from '../table/markdown.ts';
import type { Table } from '../table/table.ts';
import { tableText } from '../table/text.ts';

/** What an analysis found, in each form that people and programs take it in. */
export interface ReportParts {
  /** Plain values, for JSON. */
  readonly data: unknown;
  /** The first one is the table of the analysis; others belong to it. */
  readonly tables: readonly [Table, ...Table[]];
  /** What is to be known beside the tables, a line each. */
  readonly notes?: readonly string[];
  /** Text for the terminal, where it is not simply the tables and the notes. */
  readonly text?: string;
}

/** Tables and notes that print themselves as text, CSV, Markdown, HTML and JSON, and show themselves in notebooks. */
export class Report {
  readonly data: unknown;
  readonly tables: readonly [Table, ...Table[]];
  readonly notes: readonly string[];
  private readonly ownText: string | undefined;

  constructor({ data, tables, notes = [], text }: ReportParts) {
    this.data = data;
    this.tables = tables;
    this.notes = notes;
    this.ownText = text;
  }

  /** For the terminal. */
  toText(): string {
    if (this.ownText !== undefined) return this.ownText;
    const notes = this.notes.map((note) => `${note}\n`).join('');
    return [...this.tables.map(tableText), notes].filter((part) => part !== '').join('\n');
  }

  /** The first table as comma-separated values. */
  toCsv(): string {
    return tableCsv(this.tables[0]);
  }

  toMarkdown(): string {
    const notes = this.notes.map((note) => `- ${note}\n`).join('');
    return [...this.tables.map(tableMarkdown), notes].filter((part) => part !== '').join('\n');
  }

  toHtml(): string {
    const notes = this.notes.map((note) => `<p>${escapeHtml(note)}</p>`);
    return [...this.tables.map(tableHtml), ...notes].join('\n');
  }

  toJSON(): unknown {
    return this.data;
  }

  toString(): string {
    return this.toText();
  }

  /** How Jupyter kernels for TypeScript show a value (Deno's protocol). */
  [Symbol.for('Jupyter.display')](): Record<string, string> {
    return { 'text/html': this.toHtml(), 'text/plain': this.toText() };
  }
}
