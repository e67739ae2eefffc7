import { placeLabels, LABEL_GAP, type Moment, type Placement } from './events.ts';
import type { ChartContext } from './options.ts';
import { textWidth } from './render/text-width.ts';

/** Where the parts of a picture are, in pixels. The sizes are known before anything is drawn. */
export interface Layout {
  readonly plotWidth: number;
  readonly plotHeight: number;
  readonly padding: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** From the plot up to the legend: the labels of events are in between. */
  readonly legendOffset: number;
  readonly legendColumns: number;
  readonly placement: Placement;
}

export const AXIS_LABEL_FONT_SIZE = 11;
export const LEGEND_FONT_SIZE = 12;
export const LANE_HEIGHT = 14;

const MOST_LANES = 4;
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
const LEGEND_SYMBOL_AND_GAP = 36;

/** What the sides of a picture need, as far as it depends on its axis. */
export function plotWidthOf(width: number, yLabels: readonly string[]): number {
  return Math.max(LEAST_PLOT, width - leftOf(yLabels) - RIGHT);
}

function leftOf(yLabels: readonly string[]): number {
  const widest = Math.max(0, ...yLabels.map((label) => textWidth(label, AXIS_LABEL_FONT_SIZE)));
  return Math.ceil(MARGIN + Y_TITLE_AND_GAPS + widest);
}

/** Lays a picture out. */
export function layOut(
  context: ChartContext,
  parts: {
    readonly yLabels: readonly string[];
    readonly legend: readonly string[];
    readonly moments: readonly Moment[];
  },
): Layout {
  const left = leftOf(parts.yLabels);
  const plotWidth = plotWidthOf(context.width, parts.yLabels);
  const placement = placeLabels(parts.moments, {
    spanS: context.endS,
    width: plotWidth,
    lanes: MOST_LANES,
  });
  const entry =
    Math.max(0, ...parts.legend.map((text) => textWidth(text, LEGEND_FONT_SIZE))) +
    LEGEND_SYMBOL_AND_GAP;
  const fitting = Math.max(1, Math.floor(plotWidth / entry));
  const rows = Math.ceil(parts.legend.length / fitting);
  const legendColumns = Math.max(1, Math.ceil(parts.legend.length / Math.max(1, rows)));
  const legendOffset =
    LEGEND_GAP + (placement.lanes > 0 ? placement.lanes * LANE_HEIGHT + LABEL_GAP : 0);
  const top = MARGIN + TITLE + SUBTITLE + TITLE_GAP + rows * LEGEND_ROW + legendOffset;
  return {
    plotWidth,
    plotHeight: Math.max(LEAST_PLOT, context.height - top - BOTTOM),
    padding: { left, right: RIGHT, top, bottom: BOTTOM },
    legendOffset,
    legendColumns,
    placement,
  };
}
