import { countTicks } from '../../axes/ticks.ts';
import { Braille, DOTS_ACROSS, DOTS_DOWN } from '../../terminal/braille.ts';
import { COLOURS } from '../../terminal/colour.ts';
import type { DrawingContext } from '../../terminal/drawing-context.ts';
import {
  gridText,
  HEADING_ROWS,
  usable,
  writeLegend,
  type Area,
  type DrawingSize,
} from '../../terminal/drawing.ts';
import { Grid } from '../../terminal/grid.ts';
import { areaBelow, writeAround } from '../../terminal/plot-area.ts';
import { numberText } from '../../text/number-text.ts';
import type { ThroughputModel } from './throughput-model.ts';

/** A line of Braille dots from zero, with the offered rate as a dashed line behind it. */
export function throughputDrawing(
  model: ThroughputModel,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const { mostKBps, offered } = model;
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const legendEnd = writeLegend(grid, HEADING_ROWS, [
    { sign: '⠤', label: 'Received (KB/s)', colour: COLOURS.line },
    ...(offered === undefined
      ? []
      : [{ sign: '╌', label: offered.label, colour: COLOURS.reference }]),
  ]);
  const scale = countTicks(mostKBps > 0 ? mostKBps : 1, 6, false).at(-1) ?? 1;
  const label = numberText(scale);
  const area = areaBelow(grid, legendEnd, context.moments, label);
  writeAround(grid, area, context, { top: label, bottom: '0' });
  const height = area.rows * DOTS_DOWN - 1;
  const yOf = (rate: number): number => Math.round(height * (1 - Math.min(1, rate / scale)));
  if (offered !== undefined) {
    const row = area.top + Math.floor(yOf(offered.rateKBps) / DOTS_DOWN);
    grid.write(area.left, row, '╌'.repeat(area.columns), COLOURS.reference);
  }
  writeLine(grid, area, model, { endS: context.endS, yOf });
  return gridText(grid, size);
}

function writeLine(
  grid: Grid,
  { left, top, columns, rows }: Area,
  { middleS, rateKBps }: ThroughputModel,
  { endS, yOf }: { readonly endS: number; readonly yOf: (rate: number) => number },
): void {
  const width = columns * DOTS_ACROSS - 1;
  const dots = new Braille(columns, rows);
  let last: readonly [x: number, y: number] | undefined;
  for (const [row, seconds] of middleS.entries()) {
    const x = Math.round((seconds / endS) * width);
    const y = yOf(rateKBps[row] ?? 0);
    dots.line(last?.[0] ?? x, last?.[1] ?? y, x, y);
    last = [x, y];
  }
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const text = dots.at(column, row);
      if (text !== undefined) grid.write(left + column, top + row, text, COLOURS.line);
    }
  }
}
