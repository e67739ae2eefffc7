import type { Upgrade, UpgradeState } from '../../analyze/index.ts';
import { NO_STEP, stepLabel } from '../charts/upgrade.ts';
import { greatest } from '../greatest.ts';
import { counted, numberText } from '../number-text.ts';
import { COLOURS, replicaTerminalColour } from './colour.ts';
import type { DrawingContext } from './connections.ts';
import { gridText, usable, writeHeading, writeLegend, type DrawingSize } from './drawing.ts';
import { Grid } from './grid.ts';

const HEADING_ROWS = 1;
const LABEL_COLUMNS = 9;
const LOST_COLUMNS = 12;
/** A gauge with fewer characters shows nothing. */
const LEAST_GAUGE = 8;
const GAP = 1;

/** A gauge for each step and replica: what was observed over the model's mean and 95 % range. */
export function upgradeDrawing(
  { replicas, states }: Upgrade,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  writeHeading(grid, context.heading, 0);
  const top = writeLegend(grid, HEADING_ROWS, [
    { sign: '●', label: 'observed', colour: COLOURS.line },
    { sign: '┼', label: 'mean', colour: COLOURS.muted },
    { sign: '━', label: '95 % range', colour: COLOURS.muted },
  ]);
  const room = size.columns - LABEL_COLUMNS - LOST_COLUMNS;
  const fitting = Math.max(1, Math.floor(room / (LEAST_GAUGE + GAP)));
  const shown = replicas.slice(0, fitting);
  const width = Math.max(1, Math.floor(room / Math.max(1, shown.length)) - GAP);
  const most = greatest(
    states.flatMap(({ connections, range }) => [
      ...connections,
      ...(range ?? []).map(({ high }) => high),
    ]),
    1,
  );
  const left = (place: number): number => LABEL_COLUMNS + place * (width + GAP);
  shown.forEach(({ name }, place) => {
    grid.write(
      left(place),
      top,
      `${name} 0–${numberText(most)}`.slice(0, width),
      replicaTerminalColour(place),
    );
  });
  const rows = size.rows - top - 2;
  states.slice(0, rows).forEach((state, step) => {
    const row = top + 1 + step;
    grid.write(0, row, stepLabel(step));
    shown.forEach((_, place) => {
      drawGauge(grid, { left: left(place), row, width, most }, state, place);
    });
    if (step > 0) {
      grid.write(size.columns - LOST_COLUMNS, row, `${numberText(state.lost)} lost`, COLOURS.lost);
    }
  });
  const hidden = [
    states.length > rows ? `${counted(states.length - rows, 'step')} more` : '',
    replicas.length > shown.length
      ? `${counted(replicas.length - shown.length, 'replica')} more`
      : '',
    states.length === 1 ? NO_STEP : '',
  ].filter((text) => text !== '');
  grid.write(0, top + 1 + Math.min(rows, states.length), hidden.join(' · '), COLOURS.muted);
  return gridText(grid, size);
}

interface Gauge {
  readonly left: number;
  readonly row: number;
  readonly width: number;
  readonly most: number;
}

function drawGauge(
  grid: Grid,
  { left, row, width, most }: Gauge,
  { connections, expected, range }: UpgradeState,
  place: number,
): void {
  const columnOf = (value: number): number =>
    left + Math.min(width - 1, Math.round((value / most) * (width - 1)));
  grid.write(left, row, '·'.repeat(width), COLOURS.muted);
  const between = range?.[place];
  if (between !== undefined) {
    const from = columnOf(between.low);
    grid.write(from, row, '━'.repeat(columnOf(between.high) - from + 1), COLOURS.muted);
  }
  grid.write(columnOf(expected[place] ?? 0), row, '┼', COLOURS.muted);
  grid.write(columnOf(connections[place] ?? 0), row, '●', replicaTerminalColour(place));
}
