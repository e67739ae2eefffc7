import { max } from 'd3-array';
import type { QuantitativeAxis } from '../../picture/axes.ts';
import { numberText } from '../../text/number-text.ts';
import { textWidth } from '../../text/text-width.ts';
import { stepLabel, type UpgradeModel } from './upgrade-model.ts';

const LABEL_FONT_SIZE = 11;
const LABEL_GAP = 10;

/** Two lines below each step: which it is, and what it cost; fewer where they would touch. */
export function stepAxis({ states }: UpgradeModel, plotWidth: number): QuantitativeAxis {
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
