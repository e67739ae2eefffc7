import { max } from 'd3-array';
import { NS_PER_S } from '../../../stats/index.ts';
import { binned } from '../../terminal/bin.ts';
import { verticalBar } from '../../terminal/blocks.ts';
import { COLOURS, type Colour } from '../../terminal/colour.ts';
import type { DrawingContext } from '../../terminal/drawing-context.ts';
import {
  AXIS_ROWS,
  gridText,
  HEADING_ROWS,
  usable,
  writeHeading,
  writeLegend,
  writeTimeAxis,
  writeValueAxis,
  type Area,
  type DrawingSize,
} from '../../terminal/drawing.ts';
import { Grid } from '../../terminal/grid.ts';
import { momentRows, writeMoments } from '../../terminal/moments.ts';
import { numberText } from '../../text/number-text.ts';
import {
  lastShownS,
  NO_INTERVAL,
  type ChartCounts,
  type ConnectionsModel,
} from './connections-model.ts';
import { mergeCounts } from './merge-counts.ts';

interface Panel {
  readonly label: string;
  readonly colour: Colour;
  readonly values: Uint32Array;
  readonly combine: (a: number, b: number) => number;
}

/** Bars of eighth blocks, a panel for each kind of connection. */
export function connectionsDrawing(
  model: ConnectionsModel,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const { active, connecting, lost } = model.counts;
  const most = max([active, connecting, lost], (column) => max(column)) ?? 0;
  const left = numberText(most).length + 1;
  const columns = size.columns - left - 1;
  const counts = mergeCounts(model.counts, columns);
  const panels = panelsOf(counts, model.showsActive);
  const labelRows = momentRows(context.moments);
  const free = size.rows - HEADING_ROWS - labelRows - AXIS_ROWS - panels.length;
  const rows = Math.max(1, Math.floor(free / panels.length));
  let top = HEADING_ROWS + labelRows;
  const endS = lastShownS(counts, context);
  let area: Area = { left, top, columns, rows };
  writeHeading(grid, context.heading, writeMoments(grid, area, context.moments, endS));
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

function panelsOf({ active, connecting, lost }: ChartCounts, showsActive: boolean): Panel[] {
  return [
    ...(showsActive
      ? [{ label: 'Active', colour: COLOURS.active, values: active, combine: Math.min }]
      : []),
    { label: 'Connecting', colour: COLOURS.connecting, values: connecting, combine: Math.max },
    { label: 'Lost', colour: COLOURS.lost, values: lost, combine: Math.max },
  ];
}

function drawPanel(
  grid: Grid,
  area: Area,
  { values, colour, combine }: Panel,
  { length, startNs, widthNs }: ChartCounts,
  endS: number,
): void {
  const most = max(values) ?? 0;
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
