import { COLOURS } from '../../terminal/colour.ts';
import type { DrawingContext } from '../../terminal/drawing-context.ts';
import {
  AXIS_ROWS,
  gridText,
  HEADING_ROWS,
  usable,
  writeHeading,
  writeLegend,
  writeTimeAxis,
  type Area,
  type DrawingSize,
} from '../../terminal/drawing.ts';
import { Grid } from '../../terminal/grid.ts';
import { counted } from '../../text/number-text.ts';
import { cutAt } from '../../text/shorten.ts';
import {
  firstCurves,
  isReversion,
  knownUntilS,
  NO_OUTAGE,
  outagesEndS,
  shadeNote,
  type OutageCurve,
  type OutagesModel,
} from './outages-model.ts';

/** A disturbance takes the line of its label, and that of its shade. */
const ROWS_EACH = 2;
const LEFT = 1;
/** From the first client served again to the last of them, by share. */
const SHADES = ['░', '▒', '▓', '█'] as const;

/** A strip for each disturbance: the more of the clients hit are served again, the darker it is. */
export function outagesDrawing(
  found: OutagesModel,
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
  const endS = outagesEndS(found, shown);
  const area = {
    left: LEFT,
    top: legendEnd,
    columns: size.columns - LEFT - 1,
    rows: shown.length * ROWS_EACH,
  };
  shown.forEach((curve, index) => {
    writeStrip(grid, { ...area, top: area.top + index * ROWS_EACH }, curve, endS);
  });
  writeTimeAxis(grid, area, endS);
  const left = found.left + curves.length - shown.length;
  const note = found.measured ? shadeNote(found).replace('shaded: ', '') : 'middle of the bounds';
  const more = left > 0 ? ` · ${counted(left, 'disturbance')} more` : '';
  grid.write(LEFT, area.top + area.rows + AXIS_ROWS, `${note}${more}`, COLOURS.muted);
  return gridText(grid, size);
}

/** What a curve is, and below that how many were served again, as far as it is known. */
function writeStrip(
  grid: Grid,
  { left, top, columns }: Area,
  curve: OutageCurve,
  endS: number,
): void {
  const { label, leastS, mostS, disturbance } = curve;
  const colour = isReversion(curve) ? COLOURS.connecting : COLOURS.line;
  const knownS = knownUntilS(curve);
  const middleS = (at: number): number => ((leastS[at] ?? 0) + (mostS[at] ?? 0)) / 2;
  grid.write(left, top, cutAt(label, columns));
  let served = 0;
  for (let column = 0; column < columns; column++) {
    if ((column / columns) * endS > knownS) break;
    const untilS = ((column + 1) / columns) * endS;
    while (served < leastS.length && middleS(served) <= untilS) served++;
    grid.write(left + column, top + 1, shadeOf(served / disturbance.clients), colour);
  }
}

function shadeOf(share: number): string {
  if (share <= 0) return '·';
  if (share >= 1) return SHADES[3];
  return SHADES[Math.min(2, Math.floor(share * 3))] ?? SHADES[0];
}
