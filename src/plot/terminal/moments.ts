import { byRank, type Moment } from '../axes/moment.ts';
import { COLOURS } from './colour.ts';
import type { Area } from './drawing.ts';
import type { Grid } from './grid.ts';

const ROWS_OF_A_KIND = 2;

/** Lines that the labels of moments may take: one more where there are losses and events. */
export function momentRows(moments: readonly Moment[]): number {
  const kinds = new Set(moments.map(({ kind }) => kind)).size;
  return kinds === 0 ? 0 : ROWS_OF_A_KIND + kinds - 1;
}

/**
 * Writes labels right above an area, each with a mark at its instant, where they find room.
 *
 * @returns how many found none
 */
export function writeMoments(
  grid: Grid,
  area: Area,
  moments: readonly Moment[],
  endS: number,
): number {
  const lanes = momentRows(moments);
  let hidden = moments.length;
  for (const { timeS, label, kind } of moments.toSorted(byRank)) {
    const share = endS > 0 ? timeS / endS : 0;
    if (share < 0 || share > 1) continue;
    const column = area.left + Math.min(area.columns - 1, Math.floor(share * area.columns));
    const text = `╷${label}`;
    const from = Math.min(column, Math.max(0, grid.columns - Array.from(text).length));
    const colour = kind === 'loss' ? COLOURS.lost : COLOURS.muted;
    for (let lane = 1; lane <= lanes; lane++) {
      const row = area.top - lane;
      if (!grid.isFree(from, from + Array.from(text).length + 1, row)) continue;
      grid.write(from, row, from === column ? text : `${label}╷`, colour);
      hidden -= 1;
      break;
    }
  }
  return hidden;
}
