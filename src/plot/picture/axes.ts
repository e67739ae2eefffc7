import type { TimeAxis } from '../axes/time-axis.ts';
import { numberText } from '../text/number-text.ts';
import { textWidth } from '../text/text-width.ts';
import type { Layout } from './layout.ts';
import { AXIS_TITLE_FONT_SIZE } from './theme.ts';

/** Grouped by thousands, never as 4e+2, without trailing zeros. */
const NUMBER_FORMAT = ',.12~r';

/** A position channel of numbers, beside the field that it shows. */
export interface QuantitativeAxis {
  readonly type: 'quantitative';
  readonly title?: string | null;
  readonly scale: {
    readonly domain: number[];
    readonly nice: false;
    readonly zero?: false;
    readonly padding?: number;
    readonly reverse?: boolean;
  };
  readonly stack?: null;
  readonly axis: AxisLook | null;
}

interface AxisLook {
  readonly values: number[];
  readonly format?: string;
  readonly labelExpr?: string;
  readonly labelOverlap?: false;
  readonly labelPadding?: number;
  readonly labelFlush?: false;
  readonly grid?: false;
  readonly gridColor?: string;
  readonly ticks?: false;
  readonly titleLimit?: number;
}

/** The time axis, for the `x` of a chart's first layer. */
export function xAxis(time: TimeAxis): QuantitativeAxis {
  return {
    type: 'quantitative',
    title: time.title,
    scale: { domain: [0, time.end], nice: false, zero: false, padding: 0 },
    axis: { values: [...time.ticks], format: NUMBER_FORMAT },
  };
}

/** A `y` axis from 0 to the last of its ticks, its title no longer than it is high. */
export function yAxis(
  title: string,
  ticks: readonly number[],
  { plotHeight }: Pick<Layout, 'plotHeight'>,
): QuantitativeAxis {
  const isLonger = textWidth(title, AXIS_TITLE_FONT_SIZE) > plotHeight;
  return {
    type: 'quantitative',
    title,
    scale: { domain: [0, ticks.at(-1) ?? 1], nice: false, padding: 0 },
    stack: null,
    axis: {
      values: [...ticks],
      format: NUMBER_FORMAT,
      ...(isLonger ? { titleLimit: plotHeight } : {}),
    },
  };
}

/** The widest labels that `yAxis` will show. */
export function tickLabels(ticks: readonly number[]): string[] {
  return ticks.map(numberText);
}
