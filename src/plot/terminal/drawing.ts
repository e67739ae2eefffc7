import { hiddenNote } from '../text/hidden-note.ts';
import { numberText } from '../text/number-text.ts';
import { cutAtWord } from '../text/shorten.ts';
import { timeAxis } from '../axes/time-axis.ts';
import { COLOURS, type Colour } from './colour.ts';
import type { Grid } from './grid.ts';

/** How large a terminal drawing is, in characters, and whether it may use colours. */
export interface DrawingSize {
  readonly columns: number;
  readonly rows: number;
  readonly coloured: boolean;
}

export const DEFAULT_DRAWING: DrawingSize = { columns: 80, rows: 24, coloured: false };

/** Lines of the heading, and of the time axis with its numbers. */
export const HEADING_ROWS = 1;
export const AXIS_ROWS = 2;

/** The part of a grid that holds the data. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
}

export interface Key {
  readonly sign: string;
  readonly label: string;
  readonly colour: Colour;
}

const LEAST_COLUMNS = 24;
const LEAST_ROWS = 10;
const CHARACTERS_PER_TICK = 8;

/** A size that a drawing fits in at all. */
export function usable(size: Partial<DrawingSize>): DrawingSize {
  const wanted = { ...DEFAULT_DRAWING, ...size };
  return {
    columns: Math.max(LEAST_COLUMNS, Math.floor(wanted.columns)),
    rows: Math.max(LEAST_ROWS, Math.floor(wanted.rows)),
    coloured: wanted.coloured,
  };
}

/** Writes the first line: what is drawn, and how many labels the drawing lacks. */
export function writeHeading(grid: Grid, heading: string, hiddenLabels: number): void {
  const note = hiddenLabels > 0 ? hiddenNote(hiddenLabels) : '';
  const end = note === '' ? '' : ` · ${note}`;
  const room = grid.columns - end.length;
  grid.write(0, 0, room > 0 ? `${cutAtWord(heading, room)}${end}` : note);
}

/** Writes a legend, as many lines as it needs; the row after it comes back. */
export function writeLegend(grid: Grid, row: number, keys: readonly Key[]): number {
  let at = 0;
  let line = row;
  for (const { sign, label, colour } of keys) {
    const length = Array.from(label).length + 2;
    if (at > 0 && at + length > grid.columns) {
      at = 0;
      line += 1;
    }
    grid.write(at, line, sign, colour);
    grid.write(at + 2, line, label);
    at += length + 2;
  }
  return keys.length === 0 ? row : line + 1;
}

/** Two lines below an area: the time axis and its numbers. */
export function writeTimeAxis(grid: Grid, area: Area, endS: number): void {
  const time = timeAxis(endS, 0, Math.max(1, Math.floor(area.columns / CHARACTERS_PER_TICK)));
  const row = area.top + area.rows;
  grid.write(area.left - 1, row, `└${'─'.repeat(area.columns)}`, COLOURS.muted);
  const unit = time.title.replace(/^.*\((.*)\)$/, ' $1');
  let free = 0;
  for (const [index, tick] of time.ticks.entries()) {
    const column =
      area.left + Math.min(area.columns - 1, Math.round((tick / time.end) * area.columns));
    const text = numberText(tick) + (index === time.ticks.length - 1 ? unit : '');
    const from = Math.min(
      column - Math.floor(numberText(tick).length / 2),
      grid.columns - text.length,
    );
    if (from < free) continue;
    grid.write(column, row, '┴', COLOURS.muted);
    grid.write(from, row + 1, text, COLOURS.muted);
    free = from + text.length + 1;
  }
}

/** The numbers left of an area, top and bottom, and the line that they stand at. */
export function writeValueAxis(grid: Grid, area: Area, top: string, bottom = '0'): void {
  for (let row = 0; row < area.rows; row++) {
    grid.write(area.left - 1, area.top + row, '│', COLOURS.muted);
  }
  grid.write(area.left - 1 - top.length, area.top, top, COLOURS.muted);
  if (area.rows > 1) {
    grid.write(area.left - 1 - bottom.length, area.top + area.rows - 1, bottom, COLOURS.muted);
  }
}

/** Everything of a grid as a text that ends in a line feed; blank lines at its end are left out. */
export function gridText(grid: Grid, size: DrawingSize): string {
  const lines = grid.lines(size.coloured);
  const end = lines.findLastIndex((line) => line !== '') + 1;
  return `${lines.slice(0, end).join('\n')}\n`;
}
