import {
  firstCurves,
  knownUntilS,
  NO_OUTAGE,
  outagesEndS,
  shadeNote,
  type OutageCurves,
} from '../charts/outage-curves.ts';
import { counted } from '../number-text.ts';
import { cutAt } from '../shorten.ts';
import { COLOURS } from './colour.ts';
import type { DrawingContext } from './connections.ts';
import {
  gridText,
  usable,
  writeHeading,
  writeLegend,
  writeTimeAxis,
  type DrawingSize,
} from './drawing.ts';
import { Grid } from './grid.ts';

const HEADING_ROWS = 1;
const AXIS_ROWS = 2;
/** A disturbance takes the line of its label, and that of its shade. */
const ROWS_EACH = 2;
const LEFT = 1;
/** From the first client served again to the last of them, by share. */
const SHADES = ['░', '▒', '▓', '█'] as const;

/** A strip for each disturbance: the more of the clients hit are served again, the darker it is. */
export function outagesDrawing(
  found: OutageCurves,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const { curves } = found;
  writeHeading(grid, context.heading, 0);
  if (curves.length === 0) {
    grid.write(LEFT, HEADING_ROWS + 1, NO_OUTAGE, COLOURS.muted);
    return gridText(grid, size);
  }
  const legendEnd = writeLegend(grid, HEADING_ROWS, [
    { sign: SHADES[0], label: 'some served again', colour: COLOURS.muted },
    { sign: SHADES[2], label: 'half', colour: COLOURS.muted },
    { sign: SHADES[3], label: 'all', colour: COLOURS.muted },
  ]);
  const room = Math.floor((size.rows - legendEnd - AXIS_ROWS - 1) / ROWS_EACH);
  const shown = firstCurves(found, room);
  const left = found.left + curves.length - shown.length;
  const endS = outagesEndS(found, shown);
  const area = {
    left: LEFT,
    top: legendEnd,
    columns: size.columns - LEFT - 1,
    rows: shown.length * ROWS_EACH,
  };
  shown.forEach((curve, index) => {
    const { label, leastS, mostS, disturbance } = curve;
    const knownS = knownUntilS(curve);
    const row = area.top + index * ROWS_EACH;
    grid.write(LEFT, row, cutAt(label, area.columns));
    let served = 0;
    for (let column = 0; column < area.columns; column++) {
      if ((column / area.columns) * endS > knownS) break;
      const until = ((column + 1) / area.columns) * endS;
      const middle = (at: number): number => ((leastS[at] ?? 0) + (mostS[at] ?? 0)) / 2;
      while (served < leastS.length && middle(served) <= until) served++;
      const shade = shadeOf(served / disturbance.clients);
      grid.write(
        area.left + column,
        row + 1,
        shade,
        disturbance.kind === 'reversion' ? COLOURS.connecting : COLOURS.line,
      );
    }
  });
  writeTimeAxis(grid, area, endS);
  const note = found.measured ? shadeNote(found).replace('shaded: ', '') : 'middle of the bounds';
  const more = left > 0 ? ` · ${counted(left, 'disturbance')} more` : '';
  grid.write(LEFT, area.top + area.rows + AXIS_ROWS, `${note}${more}`, COLOURS.muted);
  return gridText(grid, size);
}

function shadeOf(share: number): string {
  if (share <= 0) return '·';
  if (share >= 1) return SHADES[3];
  return SHADES[Math.min(2, Math.floor(share * 3))] ?? SHADES[0];
}
