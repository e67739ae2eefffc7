import type { Upgrade } from '../../analyze/index.ts';
import { greatest } from '../greatest.ts';
import { layOut, plotWidthOf } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { textWidth } from '../render/text-width.ts';
import { replicaColour, themeOf } from '../theme.ts';
import { countTicks } from '../ticks.ts';
import { timeAxis } from '../time-axis.ts';
import { colourBy, frame, QUIET, tickLabels, yAxis } from './frame.ts';
import type { ChartSpec, Layer, LegendEntry } from './frame.ts';
import { legendTextWidth, replicaLabels } from './replica-labels.ts';

export const UPGRADE_TITLE = 'Upgrade beside its model';
export const NO_STEP = 'no connection was lost';

/** Share of a step's width that its replicas take; the rest keeps steps apart. */
const GROUP = 0.82;
/** Share of a replica's width that its bar takes. */
const BAR = 0.7;
const LARGEST_DOT = 70;
const LEAST_DOT = 4;
const LABEL_FONT_SIZE = 11;
const LABEL_GAP = 10;
const NUMBER_FONT_SIZE = 8;
/** From the top of a bar or dot to the number above it. */
const NUMBER_GAP = 6;

/** "start", "step 3". */
export function stepLabel(step: number): string {
  return step === 0 ? 'start' : `step ${step}`;
}

/** Connections per replica after each step: as observed, over the model's mean and 95 % range. */
export function upgradeSpec(found: Upgrade, context: ChartContext): ChartSpec {
  const theme = themeOf(context.theme);
  const { replicas, states, total, totalRange } = found;
  const most = greatest(
    states.flatMap(({ connections, expected, range }) => [
      ...connections,
      ...expected,
      ...(range ?? []).map(({ high }) => high),
    ]),
    1,
  );
  const ticks = countTicks(most, 6, true);
  const yLabels = tickLabels(ticks);
  const labels = replicaLabels(
    replicas,
    legendTextWidth(replicas, plotWidthOf(context.width, yLabels)),
  );
  const legend: LegendEntry[] = labels.map((label, index) => ({
    label,
    colour: replicaColour(theme, index),
  }));
  const layout = layOut(context, { yLabels, legend: labels, moments: [] });
  const slot = (GROUP * layout.plotWidth) / states.length / Math.max(1, replicas.length);
  const values = states.flatMap((state, step) =>
    replicas.map((_, place) => {
      const middle = step + 0.5 + GROUP * ((place + 0.5) / replicas.length - 0.5);
      const half = (GROUP * BAR) / replicas.length / 2;
      const mean = state.expected[place] ?? 0;
      const { low, high } = state.range?.[place] ?? { low: mean, high: mean };
      const observed = state.connections[place] ?? 0;
      return {
        replica: labels[place] ?? '',
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
  const x: object = {
    type: 'quantitative',
    scale: { domain: [0, states.length], nice: false, zero: false, padding: 0 },
    title: null,
    axis: stepAxis(found, layout.plotWidth),
  };
  const y = yAxis('Connections', ticks, layout);
  const colour = colourBy({ field: 'replica' }, legend, layout);
  const layers: Layer[] = [
    {
      data: { values },
      mark: { type: 'rect', ...QUIET, opacity: 0.35 },
      encoding: {
        x: { field: 'x0', ...x },
        x2: { field: 'x1' },
        y: { field: 'low', ...y },
        y2: { field: 'high' },
        color: colour,
      },
    },
    {
      data: { values },
      mark: { type: 'rule', ...QUIET, strokeWidth: 1.5, stroke: theme.ink },
      encoding: {
        x: { field: 'x0', ...x },
        x2: { field: 'x1' },
        y: { field: 'mean', ...y },
      },
    },
    {
      data: { values },
      mark: {
        type: 'point',
        ...QUIET,
        filled: true,
        opacity: 1,
        size: Math.max(LEAST_DOT, Math.min(LARGEST_DOT, slot * slot)),
        stroke: theme.background,
        strokeWidth: slot > 6 ? 1 : 0,
      },
      encoding: {
        x: { field: 'x', ...x },
        y: { field: 'observed', ...y },
        color: colour,
      },
    },
  ];
  // Colours come again then, so that a legend alone does not tell replicas apart.
  const isAmbiguous = replicas.length > theme.replicas.length;
  const isNumbered =
    isAmbiguous && textWidth(String(replicas.length), NUMBER_FONT_SIZE) + 1 <= slot;
  if (isNumbered) {
    layers.push({
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
    });
  }
  const range =
    totalRange === undefined
      ? ''
      : `, ${numberText(totalRange.low)}–${numberText(totalRange.high)} expected`;
  return frame(context, layout, timeAxis(context.endS, layout.plotWidth), {
    title: UPGRADE_TITLE,
    notes: [
      ...(states.length > 1
        ? [`${numberText(total)} lost in ${counted(states.length - 1, 'step')}${range}`]
        : [NO_STEP]),
      ...(isAmbiguous && !isNumbered ? [`in each step R1–R${replicas.length} from the left`] : []),
      'dot: observed, line: mean, bar: 95 % range',
    ],
    layers,
  });
}

/** Two lines below each step: which it is, and what it cost; fewer where they would touch. */
function stepAxis({ states }: Upgrade, plotWidth: number): object {
  const lines = states.map(({ lost }, step) => [
    stepLabel(step),
    step === 0 ? '' : `${numberText(lost)} lost`,
  ]);
  const widest = greatest(
    lines.flat().map((text) => textWidth(text, LABEL_FONT_SIZE)),
    1,
  );
  const every = Math.max(1, Math.ceil((widest + LABEL_GAP) / (plotWidth / states.length)));
  const shown = states.map((_, step) => step).filter((step) => step % every === 0);
  return {
    values: shown.map((step) => step + 0.5),
    labelExpr: `${JSON.stringify(lines)}[floor(datum.value)]`,
    labelOverlap: false,
    ticks: false,
    labelPadding: 6,
    labelFlush: false,
  };
}
