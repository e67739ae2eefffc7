import { NS_PER_S } from '../../../stats/index.ts';
import { replicaTerminalColour } from '../../terminal/colour.ts';
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
import type { ReplicasModel } from './replicas-model.ts';

/** Active connections per replica, stacked; each replica has its sign or its colour. */
export function replicasDrawing(
  { activity, replicas, most, losses }: ReplicasModel,
  { heading, endS, moments: events }: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const { active, length, widthNs } = activity;
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const legendEnd = writeLegend(grid, HEADING_ROWS, replicaKeys(replicas, size.coloured));
  const moments = [...events, ...losses];
  const label = numberText(most);
  const area = areaBelow(grid, legendEnd, moments, label);
  writeAround(
    grid,
    area,
    { heading, endS, moments },
    { top: label, bottom: most === 0 ? '' : '0' },
  );
  const cells = (connections: number): number =>
    most === 0 ? 0 : Math.round((connections / most) * area.rows);
  for (let column = 0; column < area.columns; column++) {
    const instantNs = ((column + 0.5) / area.columns) * endS * NS_PER_S;
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
}
