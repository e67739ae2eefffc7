import { NS_PER_S } from '../../stats/index.ts';
import { lastShownS, NO_INTERVAL } from '../charts/connections.ts';
import { mergeCounts, type ChartCounts } from '../charts/merge-counts.ts';
import type { Moment } from '../events.ts';
import { greatest } from '../greatest.ts';
import { numberText } from '../number-text.ts';
import { binned } from './bin.ts';
import { verticalBar } from './blocks.ts';
import { COLOURS, type Colour } from './colour.ts';
import {
  gridText,
  usable,
  writeHeading,
  writeLegend,
  writeTimeAxis,
  writeValueAxis,
  type Area,
  type DrawingSize,
} from './drawing.ts';
import { Grid } from './grid.ts';
import { momentRows, writeMoments } from './moments.ts';

/** What stands above and below a terminal drawing. */
export interface DrawingContext {
  readonly heading: string;
  readonly endS: number;
  readonly moments: readonly Moment[];
}

interface Panel {
  readonly label: string;
  readonly colour: Colour;
  readonly values: Uint32Array;
  readonly combine: (a: number, b: number) => number;
}

/** Lines of the time axis, and the heading's. */
const AXIS_ROWS = 2;
const HEADING_ROWS = 1;

/** Bars of eighth blocks, a panel for each kind of connection. */
export function connectionsDrawing(
  table: ChartCounts,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
  { active = false }: { readonly active?: boolean } = {},
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const most = [table.active, table.connecting, table.lost].map((column) => greatest(column, 0));
  const left = numberText(greatest(most, 0)).length + 1;
  const columns = size.columns - left - 1;
  const counts = mergeCounts(table, columns);
  const panels: Panel[] = [
    ...(active
      ? [{ label: 'Active', colour: COLOURS.active, values: counts.active, combine: Math.min }]
      : []),
    {
      label: 'Connecting',
      colour: COLOURS.connecting,
      values: counts.connecting,
      combine: Math.max,
    },
    { label: 'Lost', colour: COLOURS.lost, values: counts.lost, combine: Math.max },
  ];
  const labelRows = momentRows(context.moments);
  const free = size.rows - HEADING_ROWS - labelRows - AXIS_ROWS - panels.length;
  const rows = Math.max(1, Math.floor(free / panels.length));
  let top = HEADING_ROWS + labelRows;
  const endS = lastShownS(counts, context);
  writeHeading(
    grid,
    context.heading,
    writeMoments(grid, { left, top, columns, rows }, context.moments, endS),
  );
  let area: Area = { left, top, columns, rows };
  for (const panel of panels) {
    writeLegend(grid, top, [{ sign: '█', label: panel.label, colour: panel.colour }]);
    top += 1;
    area = { left, top, columns, rows };
    drawPanel(grid, area, panel, counts, endS);
    top += rows;
  }
  if (counts.length === 0) grid.write(left + 1, area.top, NO_INTERVAL, COLOURS.muted);
  writeTimeAxis(grid, area, endS);
  return gridText(grid, size);
}

function drawPanel(
  grid: Grid,
  area: Area,
  { values, colour, combine }: Panel,
  { length, startNs, widthNs }: ChartCounts,
  endS: number,
): void {
  const most = greatest(values, 0);
  writeValueAxis(grid, area, numberText(most), most === 0 ? '' : '0');
  const bins = binned(
    {
      length,
      from: (row) => (startNs + row * widthNs) / NS_PER_S,
      to: (row) => (startNs + (row + 1) * widthNs) / NS_PER_S,
      value: (row) => values[row] ?? 0,
    },
    endS,
    area.columns,
    combine,
  );
  bins.forEach((value = 0, column) => {
    const bar = verticalBar(most === 0 ? 0 : value / most, area.rows);
    bar.forEach((block, up) => {
      if (block === ' ') return;
      grid.write(area.left + column, area.top + area.rows - 1 - up, block, colour);
    });
  });
}
