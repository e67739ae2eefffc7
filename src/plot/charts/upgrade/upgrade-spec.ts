import { max } from 'd3-array';
import { countTicks } from '../../axes/ticks.ts';
import { timeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { tickLabels, yAxis, type QuantitativeAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec, type Layer } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { layOut } from '../../picture/layout.ts';
import { colourBy, type ColourChannel, type LegendEntry } from '../../picture/legend.ts';
import { replicaLegend } from '../../picture/replica-legend.ts';
import { themeOf, type Theme } from '../../picture/theme.ts';
import { counted, numberText } from '../../text/number-text.ts';
import { textWidth } from '../../text/text-width.ts';
import { NO_STEP, stepLabel, type UpgradeModel } from './upgrade-model.ts';

/** Share of a step's width that its replicas take; the rest keeps steps apart. */
const GROUP = 0.82;
/** Share of a replica's width that its bar takes. */
const BAR = 0.7;
const LARGEST_DOT = 70;
const LEAST_DOT = 4;
/** Dots with less room than this have no edge. */
const EDGED_DOT = 6;
const LABEL_FONT_SIZE = 11;
const LABEL_GAP = 10;
const NUMBER_FONT_SIZE = 8;
/** From the top of a bar or dot to the number above it. */
const NUMBER_GAP = 6;

/** A replica in a step: what was observed, over the model's mean and range. */
interface Mark {
  readonly replica: string;
  readonly number: string;
  readonly x: number;
  readonly x0: number;
  readonly x1: number;
  readonly observed: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly top: number;
}

interface Channels {
  readonly x: QuantitativeAxis;
  readonly y: QuantitativeAxis;
  readonly colour: ColourChannel;
}

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

/** Replicas side by side in each step. */
function marksOf({ states, replicas }: UpgradeModel, legend: readonly LegendEntry[]): Mark[] {
  const half = (GROUP * BAR) / replicas.length / 2;
  return states.flatMap((state, step) =>
    replicas.map((_, place) => {
      const middle = step + 0.5 + GROUP * ((place + 0.5) / replicas.length - 0.5);
      const mean = state.expected[place] ?? 0;
      const { low, high } = state.range?.[place] ?? { low: mean, high: mean };
      const observed = state.connections[place] ?? 0;
      return {
        replica: legend[place]?.label ?? '',
        number: String(place + 1),
        x: middle,
        x0: middle - half,
        x1: middle + half,
        observed,
        mean,
        low,
        high,
        top: Math.max(observed, high),
      };
    }),
  );
}

function rangeLayer(values: Mark[], { x, y, colour }: Channels): Layer {
  return {
    data: { values },
    mark: { type: 'rect', ...QUIET, opacity: 0.35 },
    encoding: {
      x: { field: 'x0', ...x },
      x2: { field: 'x1' },
      y: { field: 'low', ...y },
      y2: { field: 'high' },
      color: colour,
    },
  };
}

function meanLayer(values: Mark[], { x, y }: Channels, theme: Theme): Layer {
  return {
    data: { values },
    mark: { type: 'rule', ...QUIET, strokeWidth: 1.5, stroke: theme.ink },
    encoding: {
      x: { field: 'x0', ...x },
      x2: { field: 'x1' },
      y: { field: 'mean', ...y },
    },
  };
}

/** @param look.slot pixels that a replica has in a step */
function observedLayer(
  values: Mark[],
  { x, y, colour }: Channels,
  { theme, slot }: { readonly theme: Theme; readonly slot: number },
): Layer {
  return {
    data: { values },
    mark: {
      type: 'point',
      ...QUIET,
      filled: true,
      opacity: 1,
      size: Math.max(LEAST_DOT, Math.min(LARGEST_DOT, slot * slot)),
      stroke: theme.background,
      strokeWidth: slot > EDGED_DOT ? 1 : 0,
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'observed', ...y },
      color: colour,
    },
  };
}

function numberLayer(values: Mark[], { x, y }: Channels, theme: Theme): Layer {
  return {
    data: { values },
    mark: {
      type: 'text',
      ...QUIET,
      fontSize: NUMBER_FONT_SIZE,
      baseline: 'bottom',
      dy: -NUMBER_GAP,
      fill: theme.muted,
      stroke: null,
    },
    encoding: {
      x: { field: 'x', ...x },
      y: { field: 'top', ...y },
      text: { field: 'number' },
    },
  };
}

/** Two lines below each step: which it is, and what it cost; fewer where they would touch. */
function stepAxis({ states }: UpgradeModel, plotWidth: number): QuantitativeAxis {
  const lines = states.map(({ lost }, step) => [
    stepLabel(step),
    step === 0 ? '' : `${numberText(lost)} lost`,
  ]);
  const widest = max(lines.flat(), (text) => textWidth(text, LABEL_FONT_SIZE)) ?? 1;
  const every = Math.max(1, Math.ceil((widest + LABEL_GAP) / (plotWidth / states.length)));
  const shown = states.map((_, step) => step).filter((step) => step % every === 0);
  return {
    type: 'quantitative',
    scale: { domain: [0, states.length], nice: false, zero: false, padding: 0 },
    title: null,
    axis: {
      values: shown.map((step) => step + 0.5),
      labelExpr: `${JSON.stringify(lines)}[floor(datum.value)]`,
      labelOverlap: false,
      ticks: false,
      labelPadding: 6,
      labelFlush: false,
    },
  };
}
