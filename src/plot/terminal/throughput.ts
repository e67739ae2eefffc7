import type { Throughput } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { greatest } from '../greatest.ts';
import { numberText } from '../number-text.ts';
import { countTicks } from '../ticks.ts';
import { Braille, DOTS_ACROSS, DOTS_DOWN } from './braille.ts';
import { COLOURS } from './colour.ts';
import type { DrawingContext } from './connections.ts';
import {
  gridText,
  usable,
  writeHeading,
  writeLegend,
  writeTimeAxis,
  writeValueAxis,
  type DrawingSize,
} from './drawing.ts';
import { Grid } from './grid.ts';
import { momentRows, writeMoments } from './moments.ts';

const HEADING_ROWS = 1;
const AXIS_ROWS = 2;

/** A line of Braille dots from zero, with the offered rate as a dashed line behind it. */
export function throughputDrawing(
  table: Throughput,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
  offeredKBps: number | undefined,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const legendEnd = writeLegend(grid, HEADING_ROWS, [
    { sign: '⠤', label: 'Received (KB/s)', colour: COLOURS.line },
    ...(offeredKBps === undefined
      ? []
      : [
          {
            sign: '╌',
            label: `Offered ${numberText(offeredKBps)} KB/s`,
            colour: COLOURS.reference,
          },
        ]),
  ]);
  const most = greatest(table.rateKBps, offeredKBps ?? 0);
  const scale = countTicks(most > 0 ? most : 1, 6, false).at(-1) ?? 1;
  const label = numberText(scale);
  const top = legendEnd + momentRows(context.moments);
  const left = label.length + 1;
  const area = {
    left,
    top,
    columns: size.columns - left - 1,
    rows: Math.max(1, size.rows - top - AXIS_ROWS),
  };
  writeHeading(grid, context.heading, writeMoments(grid, area, context.moments, context.endS));
  writeValueAxis(grid, area, label);
  writeTimeAxis(grid, area, context.endS);

  const height = area.rows * DOTS_DOWN - 1;
  const width = area.columns * DOTS_ACROSS - 1;
  const yOf = (rate: number): number => Math.round(height * (1 - Math.min(1, rate / scale)));
  if (offeredKBps !== undefined) {
    const row = area.top + Math.floor(yOf(offeredKBps) / DOTS_DOWN);
    grid.write(area.left, row, '╌'.repeat(area.columns), COLOURS.reference);
  }
  const dots = new Braille(area.columns, area.rows);
  let last: readonly [x: number, y: number] | undefined;
  for (let row = 0; row < table.length; row++) {
    const middleNs = ((table.fromNs[row] ?? 0) + (table.toNs[row] ?? 0)) / 2;
    const x = Math.round((middleNs / NS_PER_S / context.endS) * width);
    const y = yOf(table.rateKBps[row] ?? 0);
    dots.line(last?.[0] ?? x, last?.[1] ?? y, x, y);
    last = [x, y];
  }
  for (let row = 0; row < area.rows; row++) {
    for (let column = 0; column < area.columns; column++) {
      const text = dots.at(column, row);
      if (text !== undefined) grid.write(area.left + column, area.top + row, text, COLOURS.line);
    }
  }
  return gridText(grid, size);
}
