import { csvPieces } from '../table/csv.ts';
import { escapeHtml, tableHtml } from '../table/html.ts';
import { escapeMarkdown, markdownPieces } from '../table/markdown.ts';
import { joined } from '../table/pieces.ts';
import { plainText } from '../table/plain-text.ts';
import type { Table, TableSource } from '../table/table.ts';
import { textPieces } from '../table/text.ts';

/** What notebook kernels for TypeScript ask an object for, to show it in several formats (Deno's protocol). */
export const JUPYTER_DISPLAY: unique symbol = Symbol.for('Jupyter.display');

/** A part of a text for the terminal: a table, or lines. */
export type TextBlock = TableSource | readonly string[];

/** What an analysis found, in each form that people and programs take it in. */
export interface ReportParts<Data = unknown> {
  /** Plain values, for JSON. */
  readonly data: Data;
  /** The first one is the table of the analysis; others belong to it. */
  readonly tables: readonly [TableSource, ...TableSource[]];
  /** What is to be known beside the tables, a line each. */
  readonly notes?: readonly string[];
  /** Text for the terminal, where it is not simply the tables and the notes; empty lines between its blocks. */
  readonly text?: readonly TextBlock[];
  /** What the text leaves out and other formats have, a line each. */
  readonly leftOut?: readonly string[];
}

/** Formats that can be written as they are made. */
export type PiecesFormat = 'text' | 'csv' | 'markdown';

/**
 * Tables and notes that print themselves as text, CSV, Markdown, HTML and JSON, and show themselves in
 * notebooks. Whatever a text holds, it stays within its line and its cell; JSON and CSV keep its value.
 */
export interface Report<Data = unknown> {
  /** Plain values. */
  readonly data: Data;
  readonly tables: readonly [Table, ...Table[]];
  readonly notes: readonly string[];
  /** What the text leaves out and other formats have, a line each: for standard error. */
  readonly leftOut: readonly string[];
  /** For the terminal. */
  toText(): string;
  /** The first table as comma-separated values. */
  toCsv(): string;
  toMarkdown(): string;
  toHtml(): string;
  /** A format piece by piece: it can be longer than a string can be. */
  pieces(format: PiecesFormat): Iterable<string>;
  /** For `JSON.stringify`. */
  toJSON(): Data;
  toString(): string;
  /** For notebooks. */
  [JUPYTER_DISPLAY](): Record<string, string>;
}

/** Makes a report of what an analysis found. */
export function createReport<Data>(parts: ReportParts<Data>): Report<Data> {
  const { data, tables: sources, text } = parts;
  const notes = (parts.notes ?? []).map(plainText);
  const leftOut = (parts.leftOut ?? []).map(plainText);
  const [first, ...others] = sources;
  const tables: [Table, ...Table[]] = [withAllRows(first), ...others.map(withAllRows)];
  const piecesOf: Readonly<Record<PiecesFormat, () => Iterable<string>>> = {
    text: () => blocks((text ?? [...sources, notes]).map(blockPieces)),
    csv: () => csvPieces(first),
    markdown: () =>
      blocks([...sources.map(markdownPieces), notes.map((note) => `- ${escapeMarkdown(note)}\n`)]),
  };
  const pieces = (format: PiecesFormat): Iterable<string> => piecesOf[format]();
  const toText = (): string => joined(pieces('text'));
  const toHtml = (): string =>
    [...sources.map(tableHtml), ...notes.map((note) => `<p>${escapeHtml(note)}</p>`)].join('\n');
  return {
    data,
    tables,
    notes,
    leftOut,
    toText,
    toCsv: () => joined(pieces('csv')),
    toMarkdown: () => joined(pieces('markdown')),
    toHtml,
    pieces,
    toJSON: () => data,
    toString: toText,
    [JUPYTER_DISPLAY]: () => ({ 'text/html': toHtml(), 'text/plain': toText() }),
  };
}

function blockPieces(block: TextBlock): Iterable<string> {
  return 'columns' in block ? textPieces(block) : block.map((line) => `${plainText(line)}\n`);
}

/** One block after the other, an empty line between them; those of nothing are left out. */
function* blocks(all: readonly Iterable<string>[]): Generator<string> {
  let isFirst = true;
  for (const block of all) {
    let isBegun = false;
    for (const piece of block) {
      if (!isBegun && !isFirst) yield '\n';
      isBegun = true;
      yield piece;
    }
    if (isBegun) isFirst = false;
  }
}

/** The same table, all of its rows made when they are first asked for. */
function withAllRows(source: TableSource): Table {
  const { rows } = source;
  if (Array.isArray(rows)) return source as Table;
  let all: Table['rows'] | undefined;
  return {
    ...source,
    get rows() {
      return (all ??= [...rows]);
    },
  };
}
