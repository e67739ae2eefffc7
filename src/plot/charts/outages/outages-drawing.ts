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
  NO_TIME_STAMPS,
  type OutageCurve,
  type OutagesModel,
} from './outages-model.ts';

/** A disturbance takes the line of its label, and one for each bound. */
const ROWS_EACH = 3;
const LEAST = 'at least ';
const MOST = 'at most  ';
const LEFT = 1;
/** From the first client served again to the last of them, by share. */
const SHADES = ['░', '▒', '▓', '█'] as const;

/** Two strips for each disturbance: the more of the clients hit are served again, the darker they are. */
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
  const endS = outagesEndS(shown);
  const area = {
    left: LEFT + LEAST.length,
    top: legendEnd,
    columns: size.columns - LEFT - LEAST.length - 1,
    rows: shown.length * ROWS_EACH,
  };
  shown.forEach((curve, index) => {
    writeStrips(grid, { ...area, top: area.top + index * ROWS_EACH }, curve, endS);
  });
  writeTimeAxis(grid, area, endS);
  const left = found.left + curves.length - shown.length;
  const notes = [
    ...(found.measured ? [] : [NO_TIME_STAMPS]),
    ...(left > 0 ? [`${counted(left, 'disturbance')} more`] : []),
  ];
  grid.write(LEFT, area.top + area.rows + AXIS_ROWS, notes.join(' · '), COLOURS.muted);
  return gridText(grid, size);
}

/** What a curve is, and below that how many were served again, by both bounds, as far as it is known. */
function writeStrips(grid: Grid, area: Area, curve: OutageCurve, endS: number): void {
  const { label, leastS, mostS } = curve;
  grid.write(LEFT, area.top, cutAt(label, LEAST.length + area.columns));
  [
    { name: LEAST, lengthsS: leastS },
    { name: MOST, lengthsS: mostS },
  ].forEach(({ name, lengthsS }, index) => {
    const top = area.top + 1 + index;
    grid.write(LEFT, top, name, COLOURS.muted);
    writeStrip(grid, { ...area, top }, curve, lengthsS, endS);
  });
}

function writeStrip(
  grid: Grid,
  { left, top, columns }: Area,
  curve: OutageCurve,
  lengthsS: Float64Array,
  endS: number,
): void {
  const colour = isReversion(curve) ? COLOURS.connecting : COLOURS.line;
  const knownS = knownUntilS(curve);
  let served = 0;
  for (let column = 0; column < columns; column++) {
    if ((column / columns) * endS > knownS) break;
    const untilS = ((column + 1) / columns) * endS;
    while (served < lengthsS.length && (lengthsS[served] ?? 0) <= untilS) served++;
    grid.write(left + column, top, shadeOf(served / curve.disturbance.clients), colour);
  }
}

function shadeOf(share: number): string {
  if (share <= 0) return '·';
  if (share >= 1) return SHADES[3];
  return SHADES[Math.min(2, Math.floor(share * 3))] ?? SHADES[0];
}
