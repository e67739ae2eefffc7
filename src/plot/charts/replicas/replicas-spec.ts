import type { ReplicaActivity } from '../../../analyze/index.ts';
import { NS_PER_S } from '../../../stats/index.ts';
import { countTicks } from '../../axes/ticks.ts';
import { timeAxis, type TimeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { tickLabels, xAxis, yAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { layOut } from '../../picture/layout.ts';
import { colourBy } from '../../picture/legend.ts';
import { replicaLegend } from '../../picture/replica-legend.ts';
import { counted, numberText } from '../../text/number-text.ts';
import type { ReplicasModel } from './replicas-model.ts';

/** Active connections per replica over time, stacked; each disturbance is marked with its loss. */
export function replicasSpec(model: ReplicasModel, context: ChartContext): ChartSpec {
  const { activity, replicas, most, losses, lost } = model;
  const ticks = countTicks(Math.max(1, most), 6, true);
  const yLabels = tickLabels(ticks);
  const legend = replicaLegend(replicas, context, yLabels);
  const labels = legend.map(({ label }) => label);
  const layout = layOut(context, {
    yLabels,
    legend: labels,
    moments: [...context.moments, ...losses],
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  return frame(context, layout, time, {
    notes: [`${numberText(lost)} lost in ${counted(losses.length, 'disturbance')}`],
    layers: [
      {
        data: { values: stack(activity, labels, time) },
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
  { secondsPerUnit, end }: TimeAxis,
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
