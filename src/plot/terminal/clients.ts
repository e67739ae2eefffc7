import type { ClientChains, ReplicaTable } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { clientRows, FIRST_REPLICA, UNKNOWN, type ClientRun } from '../charts/client-rows.ts';
import { hostStates, servedByUnknown } from '../charts/clients.ts';
import { numberText } from '../number-text.ts';
import { COLOURS, replicaTerminalColour } from './colour.ts';
import type { DrawingContext } from './connections.ts';
import {
  gridText,
  usable,
  writeHeading,
  writeLegend,
  writeTimeAxis,
  writeValueAxis,
  type DrawingSize,
} from './drawing.ts';
import { Grid } from './grid.ts';
import { momentRows, writeMoments } from './moments.ts';
import { replicaKeys, replicaSign } from './replica-keys.ts';

const HEADING_ROWS = 1;
const AXIS_ROWS = 2;
const NO_REPLY_SIGN = '·';

/** A line for each client, or for several alike ones; what served it, or blank. */
export function clientsDrawing(
  run: ClientRun,
  chains: Pick<ClientChains, 'clients' | 'clientOf'>,
  replicas: ReplicaTable['replicas'],
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const states = hostStates(run, replicas);
  const unknown = servedByUnknown(run, states);
  const legendEnd = writeLegend(grid, HEADING_ROWS, [
    ...replicaKeys(replicas, size.coloured),
    ...(unknown ? [{ sign: NO_REPLY_SIGN, label: 'No reply', colour: COLOURS.muted }] : []),
  ]);
  const label = numberText(chains.clients);
  const top = legendEnd + momentRows(context.moments);
  const left = label.length + 1;
  const mostRows = Math.max(1, size.rows - top - AXIS_ROWS);
  const columns = size.columns - left - 1;
  const made = clientRows(run, chains, states, {
    mostRows,
    instants: columns,
    durationNs: context.endS * NS_PER_S,
  });
  const area = { left, top, columns, rows: Math.max(1, made.rows) };
  writeHeading(grid, context.heading, writeMoments(grid, area, context.moments, context.endS));
  writeValueAxis(grid, area, '0', label);
  writeTimeAxis(grid, area, context.endS);
  for (const { row, fromNs, toNs, state } of made.stretches) {
    const from = Math.round((fromNs / NS_PER_S / context.endS) * columns);
    const to = Math.round((toNs / NS_PER_S / context.endS) * columns);
    const replica = state - FIRST_REPLICA;
    const sign = state === UNKNOWN ? NO_REPLY_SIGN : replicaSign(replica, size.coloured);
    const colour = state === UNKNOWN ? COLOURS.muted : replicaTerminalColour(replica);
    grid.write(left + from, top + row, sign.repeat(Math.max(0, to - from)), colour);
  }
  return gridText(grid, size);
}
