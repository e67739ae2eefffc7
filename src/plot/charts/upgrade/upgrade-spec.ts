import { max } from 'd3-array';
import { countTicks } from '../../axes/ticks.ts';
import { timeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { tickLabels, yAxis } from '../../picture/axes.ts';
import type { ChartSpec } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { layOut } from '../../picture/layout.ts';
import { colourBy } from '../../picture/legend.ts';
import { replicaLegend } from '../../picture/replica-legend.ts';
import { themeOf } from '../../picture/theme.ts';
import { counted, numberText } from '../../text/number-text.ts';
import { textWidth } from '../../text/text-width.ts';
import { stepAxis } from './step-axis.ts';
import {
  GROUP,
  marksOf,
  meanLayer,
  NUMBER_FONT_SIZE,
  numberLayer,
  observedLayer,
  rangeLayer,
  type Channels,
} from './upgrade-layers.ts';
import { NO_STEP, type UpgradeModel } from './upgrade-model.ts';

/** Connections per replica after each step: as observed, over the model's mean and 95 % range. */
export function upgradeSpec(found: UpgradeModel, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const { replicas, states } = found;
  const mostExpected = max(states, ({ expected }) => max(expected)) ?? 0;
  const ticks = countTicks(Math.max(found.most, mostExpected), 6, true);
  const yLabels = tickLabels(ticks);
  const legend = replicaLegend(replicas, context, yLabels);
  const layout = layOut(context, {
    yLabels,
    legend: legend.map(({ label }) => label),
    moments: [],
  });
  const { plotWidth } = layout;
  const values = marksOf(found, legend);
  const channels: Channels = {
    x: stepAxis(found, plotWidth),
    y: yAxis('Connections', ticks, layout),
    colour: colourBy({ field: 'replica' }, legend, layout),
  };
  const slot = (GROUP * plotWidth) / states.length / Math.max(1, replicas.length);
  // Colours come again then, so that a legend alone does not tell replicas apart.
  const isAmbiguous = replicas.length > theme.replicas.length;
  const isNumbered =
    isAmbiguous && textWidth(String(replicas.length), NUMBER_FONT_SIZE) + 1 <= slot;
  return frame(context, layout, timeAxis(context.endS, plotWidth), {
    notes: [
      lossNote(found),
      ...(isAmbiguous && !isNumbered ? [`in each step R1–R${replicas.length} from the left`] : []),
      'dot: observed, line: mean, bar: 95 % range',
    ],
    layers: [
      rangeLayer(values, channels),
      meanLayer(values, channels, theme),
      observedLayer(values, channels, { theme, slot }),
      ...(isNumbered ? [numberLayer(values, channels, theme)] : []),
    ],
  });
}

function lossNote({ states, total, totalRange }: UpgradeModel): string {
  if (states.length <= 1) return NO_STEP;
  const range =
    totalRange === undefined
      ? ''
      : `, ${numberText(totalRange.low)}–${numberText(totalRange.high)} expected`;
  return `${numberText(total)} lost in ${counted(states.length - 1, 'step')}${range}`;
}
