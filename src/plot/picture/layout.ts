import { max } from 'd3-array';
import type { Moment } from '../axes/moment.ts';
import { placeLabels, LABEL_GAP, type Placement } from './place-labels.ts';
import { legendShape, MOST_LEGEND_ENTRIES, type LegendShape } from './legend-shape.ts';
import type { ChartContext } from '../options.ts';
import { textWidth } from '../text/text-width.ts';

/** Where the parts of a picture are, in pixels. The sizes are known before anything is drawn. */
export interface Layout extends LegendShape {
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly padding: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  readonly hasSubtitle: boolean;
  /** From the plot up to the legend: the labels of events are in between. */
  readonly legendOffset: number;
  readonly placement: Placement;
}

export const AXIS_LABEL_FONT_SIZE = 11;
export const LEGEND_FONT_SIZE = 12;
export const LANE_HEIGHT = 14;

const MOST_LANES = 4;
/** Rows of a legend that stay longer than the subtitle. */
const KEPT_ROWS = 2;
const LEAST_PLOT = 40;
const MARGIN = 12;
const RIGHT = 26;
const BOTTOM = 50;
/** A title turned by 90 degrees, and the gaps on both sides of the labels. */
const Y_TITLE_AND_GAPS = 34;
const TITLE = 22;
const SUBTITLE = 18;
const TITLE_GAP = 8;
const LEGEND_ROW = 16;
const LEGEND_GAP = 8;
/** A legend's symbol, and the gap to the next entry. */
export const LEGEND_SYMBOL_AND_GAP = 36;

/** What the sides of a picture need, as far as it depends on its axis. */
export function plotWidthOf(width: number, yLabels: readonly string[]): number {
  return Math.max(LEAST_PLOT, width - leftOf(yLabels) - RIGHT);
}

function leftOf(yLabels: readonly string[]): number {
  const widths = yLabels.map((label) => textWidth(label, AXIS_LABEL_FONT_SIZE));
  return Math.ceil(MARGIN + Y_TITLE_AND_GAPS + (max(widths) ?? 0));
}

interface Parts {
  readonly yLabels: readonly string[];
  readonly legend: readonly string[];
  readonly moments: readonly Moment[];
}

/** How much of what is above the plot is shown, at most. */
interface Above {
  readonly lanes: number;
  readonly legendRows: number;
  readonly hasSubtitle: boolean;
}

/**
 * What is above the plot, less and less of it: a small picture gives up lines of labels, then rows
 * of a long legend, then the subtitle, in the end the last labels and the legend.
 */
function lessAndLess({ lanes, legendRows }: Above): Above[] {
  const kept = Math.min(legendRows, KEPT_ROWS);
  const downTo = (least: number, from: number): number[] =>
    Array.from({ length: Math.max(0, from - least) }, (_, i) => from - 1 - i);
  return [
    ...downTo(1, lanes).map((fewer) => ({ lanes: fewer, legendRows, hasSubtitle: true })),
    ...downTo(kept, legendRows).map((fewer) => ({
      lanes: 1,
      legendRows: fewer,
      hasSubtitle: true,
    })),
    { lanes: 1, legendRows: kept, hasSubtitle: false },
    { lanes: 0, legendRows: kept, hasSubtitle: false },
    ...downTo(0, kept).map((fewer) => ({ lanes: 0, legendRows: fewer, hasSubtitle: false })),
  ];
}

/** Lays a picture out; larger than asked for where not even the least plot has room. */
export function layOut(context: ChartContext, parts: Parts): Layout {
  const plotWidth = plotWidthOf(context.width, parts.yLabels);
  const texts = parts.legend.map((text) => textWidth(text, LEGEND_FONT_SIZE));
  const perRow = Math.max(1, Math.floor(plotWidth / ((max(texts) ?? 0) + LEGEND_SYMBOL_AND_GAP)));
  const entries = Math.min(MOST_LEGEND_ENTRIES, texts.length);
  const whole: Above = {
    lanes: MOST_LANES,
    legendRows: Math.ceil(entries / perRow),
    hasSubtitle: true,
  };
  const withAbove = ({ lanes, legendRows, hasSubtitle }: Above): Layout => {
    const placement = placeLabels(parts.moments, {
      spanS: context.endS,
      width: plotWidth,
      lanes,
    });
    const legend = legendShape(texts.length, legendRows, perRow);
    const labels = placement.lanes > 0 ? placement.lanes * LANE_HEIGHT + LABEL_GAP : 0;
    const legendOffset = labels + (legend.legendRows > 0 ? LEGEND_GAP : 0);
    const head = MARGIN + TITLE + (hasSubtitle ? SUBTITLE : 0) + TITLE_GAP;
    const top = head + legend.legendRows * LEGEND_ROW + legendOffset;
    return {
      plotWidth,
      plotHeight: context.height - top - BOTTOM,
      padding: { left: leftOf(parts.yLabels), right: RIGHT, top, bottom: BOTTOM },
      hasSubtitle,
      ...legend,
      legendOffset,
      placement,
    };
  };
  let layout = withAbove(whole);
  for (const less of lessAndLess(whole)) {
    if (layout.plotHeight >= LEAST_PLOT) break;
    layout = withAbove(less);
  }
  return { ...layout, plotHeight: Math.max(LEAST_PLOT, layout.plotHeight) };
}
