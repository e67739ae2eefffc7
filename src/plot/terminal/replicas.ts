import type { ReplicaActivity, ReplicaTable } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { lossesOf, lossMoments } from '../charts/replicas.ts';
import { greatest } from '../greatest.ts';
import { numberText } from '../number-text.ts';
import { replicaTerminalColour } from './colour.ts';
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

/** Active connections per replica, stacked; each replica has its sign or its colour. */
export function replicasDrawing(
  { active, length, widthNs }: ReplicaActivity,
  table: Pick<ReplicaTable, 'replicas' | 'rows'>,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const legendEnd = writeLegend(grid, HEADING_ROWS, replicaKeys(table.replicas, size.coloured));
  const moments = [...context.moments, ...lossMoments(lossesOf(table))];
  const totals = Array.from({ length }, (_, row) =>
    active.reduce((sum, column) => sum + (column[row] ?? 0), 0),
  );
  const most = greatest(totals, 0);
  const label = numberText(most);
  const top = legendEnd + momentRows(moments);
  const left = label.length + 1;
  const area = {
    left,
    top,
    columns: size.columns - left - 1,
    rows: Math.max(1, size.rows - top - AXIS_ROWS),
  };
  writeHeading(grid, context.heading, writeMoments(grid, area, moments, context.endS));
  writeValueAxis(grid, area, label, most === 0 ? '' : '0');
  writeTimeAxis(grid, area, context.endS);
  for (let column = 0; column < area.columns; column++) {
    const instantNs = ((column + 0.5) / area.columns) * context.endS * NS_PER_S;
    const row = Math.min(length - 1, Math.floor(instantNs / widthNs));
    let below = 0;
    active.forEach((counts, index) => {
      const from = cells(below);
      below += counts[row] ?? 0;
      for (let cell = from; cell < cells(below); cell++) {
        grid.write(
          area.left + column,
          area.top + area.rows - 1 - cell,
          replicaSign(index, size.coloured),
          replicaTerminalColour(index),
        );
      }
    });
  }
  return gridText(grid, size);

  function cells(connections: number): number {
    return most === 0 ? 0 : Math.round((connections / most) * area.rows);
  }
}
