import type { UpgradeState } from '../../../analyze/index.ts';
import { COLOURS, replicaTerminalColour } from '../../terminal/colour.ts';
import type { DrawingContext } from '../../terminal/drawing-context.ts';
import {
  gridText,
  HEADING_ROWS,
  usable,
  writeHeading,
  writeLegend,
  type DrawingSize,
} from '../../terminal/drawing.ts';
import { Grid } from '../../terminal/grid.ts';
import { counted, numberText } from '../../text/number-text.ts';
import { cutAt } from '../../text/shorten.ts';
import { NO_STEP, stepLabel, type UpgradeModel } from './upgrade-model.ts';

/** The replicas' names above their gauges. */
const HEADER_ROWS = 1;
const NOTE_ROWS = 1;
const LABEL_COLUMNS = 9;
const LOST_COLUMNS = 12;
/** A gauge with fewer characters shows nothing. */
const LEAST_GAUGE = 8;
const GAP = 1;

/** A gauge for each step and replica: what was observed over the model's mean and 95 % range. */
export function upgradeDrawing(
  model: UpgradeModel,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const { replicas, states, most } = model;
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  writeHeading(grid, context.heading, 0);
  const top = writeLegend(grid, HEADING_ROWS, [
    { sign: '●', label: 'observed', colour: COLOURS.line },
    { sign: '┼', label: 'mean', colour: COLOURS.muted },
    { sign: '━', label: '95 % range', colour: COLOURS.muted },
    { sign: '·', label: `0–${numberText(most)} connections`, colour: COLOURS.muted },
  ]);
  const room = size.columns - LABEL_COLUMNS - LOST_COLUMNS;
  const rows = size.rows - top - NOTE_ROWS;
  const { count, places } = blocksOf(replicas.length, states.length, { room, rows });
  const width = Math.max(1, Math.floor(room / Math.max(1, places)) - GAP);
  const steps = Math.min(states.length, rows - HEADER_ROWS);
  const blockRows = HEADER_ROWS + steps;
  for (let block = 0; block < count; block++) {
    const first = block * places;
    writeBlock(grid, model, {
      first,
      end: first + places,
      steps,
      row: top + block * blockRows,
      width,
    });
  }
  const left = replicas.length - count * places;
  const hidden = [
    states.length > steps ? `${counted(states.length - steps, 'step')} more` : '',
    left > 0 ? `${counted(left, 'replica')} more` : '',
    states.length === 1 ? NO_STEP : '',
  ].filter((text) => text !== '');
  grid.write(0, top + count * blockRows, hidden.join(' · '), COLOURS.muted);
  return gridText(grid, size);
}

/** Replicas side by side while their gauges can be read, then in blocks below one another while these have room. */
function blocksOf(
  replicas: number,
  states: number,
  { room, rows }: { readonly room: number; readonly rows: number },
): { readonly count: number; readonly places: number } {
  const fitting = Math.max(1, Math.floor(room / (LEAST_GAUGE + GAP)));
  const needed = Math.max(1, Math.ceil(replicas / fitting));
  const count = Math.max(1, Math.min(needed, Math.floor(rows / (HEADER_ROWS + states))));
  return { count, places: count === needed ? Math.ceil(replicas / needed) : fitting };
}

/** Some of the replicas, each with a gauge a step. */
interface Block {
  /** The first replica, and the one after the last. */
  readonly first: number;
  readonly end: number;
  readonly steps: number;
  readonly row: number;
  /** Of a gauge. */
  readonly width: number;
}

function writeBlock(
  grid: Grid,
  { replicas, states, most }: UpgradeModel,
  { first, end, steps, row, width }: Block,
): void {
  const shown = replicas.slice(first, end);
  const left = (index: number): number => LABEL_COLUMNS + index * (width + GAP);
  shown.forEach(({ name }, index) => {
    grid.write(left(index), row, cutAt(name, width), replicaTerminalColour(first + index));
  });
  for (const [step, state] of states.slice(0, steps).entries()) {
    const line = row + HEADER_ROWS + step;
    grid.write(0, line, stepLabel(step));
    shown.forEach((_, index) => {
      drawGauge(grid, { left: left(index), row: line, width, most }, state, first + index);
    });
    if (step === 0) continue;
    const lost = `${numberText(state.lost)} lost`;
    grid.write(grid.columns - LOST_COLUMNS, line, lost, COLOURS.lost);
  }
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
