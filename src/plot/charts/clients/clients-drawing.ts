import { NS_PER_S } from '../../../stats/index.ts';
import { COLOURS, replicaTerminalColour } from '../../terminal/colour.ts';
import type { DrawingContext } from '../../terminal/drawing-context.ts';
import {
  gridText,
  HEADING_ROWS,
  usable,
  writeLegend,
  type DrawingSize,
} from '../../terminal/drawing.ts';
import { Grid } from '../../terminal/grid.ts';
import { areaBelow, writeAround } from '../../terminal/plot-area.ts';
import { replicaKeys, replicaSign } from '../../terminal/replica-keys.ts';
import { numberText } from '../../text/number-text.ts';
import { clientRows } from './client-rows.ts';
import { FIRST_REPLICA, NO_REPLY, UNKNOWN, type ClientsModel } from './clients-model.ts';

const NO_REPLY_SIGN = '·';

/** A line for each client, or for several alike ones; what served it, or blank. */
export function clientsDrawing(
  model: ClientsModel,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const legendEnd = writeLegend(grid, HEADING_ROWS, [
    ...replicaKeys(model.replicas, size.coloured),
    ...(model.hasUnknown ? [{ sign: NO_REPLY_SIGN, label: NO_REPLY, colour: COLOURS.muted }] : []),
  ]);
  const label = numberText(model.chains.clients);
  const free = areaBelow(grid, legendEnd, context.moments, label);
  const made = clientRows(model, { mostRows: free.rows, instants: free.columns });
  const area = { ...free, rows: Math.max(1, made.rows) };
  writeAround(grid, area, context, { top: '0', bottom: label });
  const columnOf = (ns: number): number =>
    Math.round((ns / NS_PER_S / context.endS) * area.columns);
  for (const { row, fromNs, toNs, state } of made.stretches) {
    const from = columnOf(fromNs);
    const replica = state - FIRST_REPLICA;
    const sign = state === UNKNOWN ? NO_REPLY_SIGN : replicaSign(replica, size.coloured);
    const colour = state === UNKNOWN ? COLOURS.muted : replicaTerminalColour(replica);
    const length = Math.max(0, columnOf(toNs) - from);
    grid.write(area.left + from, area.top + row, sign.repeat(length), colour);
  }
  return gridText(grid, size);
}
