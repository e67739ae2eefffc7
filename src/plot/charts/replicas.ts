import type { ReplicaActivity, ReplicaRow, ReplicaTable } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import type { Moment } from '../events.ts';
import { greatest } from '../greatest.ts';
import { layOut, plotWidthOf } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { replicaColour, themeOf } from '../theme.ts';
import { countTicks } from '../ticks.ts';
import { timeAxis } from '../time-axis.ts';
import { colourBy, eventMoments, frame, QUIET, tickLabels, xAxis, yAxis } from './frame.ts';
import type { ChartSpec, LegendEntry } from './frame.ts';
import { legendTextWidth, replicaLabels } from './replica-labels.ts';

/** When a disturbance began and what it cost. */
export type Loss = Pick<ReplicaRow, 'timeNs' | 'lost'>;

/** The disturbances of a replica table; its first row is the state before them. */
export function lossesOf({ rows }: Pick<ReplicaTable, 'rows'>): readonly Loss[] {
  return rows.slice(1);
}

/** Losses as moments of a chart. An event before the start may be where a disturbance began. */
export function lossMoments(losses: readonly Loss[]): Moment[] {
  return losses.map(({ timeNs, lost }) => ({
    timeS: Math.max(0, timeNs) / NS_PER_S,
    label: `${numberText(lost)} lost`,
    kind: 'loss',
  }));
}

/** Active connections per replica over time, stacked; each disturbance is marked with its loss. */
export function replicasSpec(
  activity: ReplicaActivity,
  table: Pick<ReplicaTable, 'replicas' | 'rows'>,
  context: ChartContext,
): ChartSpec {
  const theme = themeOf(context.theme);
  const { replicas } = table;
  const { active, length } = activity;
  const losses = lossesOf(table);
  const totals = Array.from({ length }, (_, row) =>
    active.reduce((sum, column) => sum + (column[row] ?? 0), 0),
  );
  const ticks = countTicks(greatest(totals, 1), 6, true);
  const yLabels = tickLabels(ticks);
  const labels = replicaLabels(
    replicas,
    legendTextWidth(replicas, plotWidthOf(context.width, yLabels)),
  );
  const legend: LegendEntry[] = labels.map((label, index) => ({
    label,
    colour: replicaColour(theme, index),
  }));
  const layout = layOut(context, {
    yLabels,
    legend: labels,
    moments: [...eventMoments(context), ...lossMoments(losses)],
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  const total = losses.reduce((sum, { lost }) => sum + lost, 0);
  return frame(context, layout, time, {
    title: 'Connections per replica',
    notes: [`${numberText(total)} lost in ${counted(losses.length, 'disturbance')}`],
    layers: [
      {
        data: { values: stack(activity, labels, time.secondsPerUnit, time.end) },
        mark: { type: 'area', ...QUIET, interpolate: 'step-after', clip: true },
        encoding: {
          x: { field: 't', ...xAxis(time) },
          y: { field: 'from', ...yAxis('Active connections', ticks, layout) },
          y2: { field: 'to' },
          color: colourBy({ field: 'replica' }, legend, layout),
        },
      },
    ],
  });
}

interface Step {
  readonly replica: string;
  readonly t: number;
  readonly from: number;
  readonly to: number;
}

/** Each replica on top of those before it; a step only where its band moves. */
function stack(
  { active, length, widthNs }: ReplicaActivity,
  labels: readonly string[],
  secondsPerUnit: number,
  end: number,
): Step[] {
  const unit = NS_PER_S * secondsPerUnit;
  const below = new Float64Array(length);
  return active.flatMap((column, index) => {
    const replica = labels[index] ?? '';
    const steps: Step[] = [];
    for (let row = 0; row < length; row++) {
      const from = below[row] ?? 0;
      const to = from + (column[row] ?? 0);
      const last = steps.at(-1);
      if (last?.from !== from || last.to !== to) {
        steps.push({ replica, t: (row * widthNs) / unit, from, to });
      }
      below[row] = to;
    }
    const last = steps.at(-1);
    if (last !== undefined) {
      steps.push({ ...last, t: Math.min(end, (length * widthNs) / unit) });
    }
    return steps;
  });
}
