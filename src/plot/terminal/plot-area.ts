import type { Moment } from '../axes/moment.ts';
import type { DrawingContext } from './drawing-context.ts';
import { AXIS_ROWS, writeHeading, writeTimeAxis, writeValueAxis, type Area } from './drawing.ts';
import type { Grid } from './grid.ts';
import { momentRows, writeMoments } from './moments.ts';

/** What a legend and the labels of moments leave of a grid, with a number left of it. */
export function areaBelow(
  grid: Grid,
  legendEnd: number,
  moments: readonly Moment[],
  label: string,
): Area {
  const top = legendEnd + momentRows(moments);
  const left = label.length + 1;
  return {
    left,
    top,
    columns: grid.columns - left - 1,
    rows: Math.max(1, grid.rows - top - AXIS_ROWS),
  };
}

/** Heading, moments and both axes of an area, with the numbers at its top and bottom. */
export function writeAround(
  grid: Grid,
  area: Area,
  { heading, moments, endS }: DrawingContext,
  numbers: { readonly top: string; readonly bottom: string },
): void {
  writeHeading(grid, heading, writeMoments(grid, area, moments, endS));
  writeValueAxis(grid, area, numbers.top, numbers.bottom);
  writeTimeAxis(grid, area, endS);
}
