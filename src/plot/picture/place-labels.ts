import { max } from 'd3-array';
import { byRank, type Moment } from '../axes/moment.ts';
import { textWidth } from '../text/text-width.ts';

/** Where the label of a moment stands above the plot. */
export interface PlacedMoment extends Moment {
  /** Line of labels, 0 the lowest; -1 = there was no room for the label. */
  readonly lane: number;
  /** Pixels from the left edge of the plot. */
  readonly x: number;
  /** Whether the text begins at the rule or ends there. */
  readonly side: 'right' | 'left';
}

export interface Placement {
  /** In order of time. */
  readonly moments: readonly PlacedMoment[];
  /** Lines of labels in use. */
  readonly lanes: number;
  /** Labels that found no room, those of moments beyond the axis included. */
  readonly hidden: number;
}

export const LABEL_FONT_SIZE = 11;
/** Between a rule and its text, and at least between two texts. */
export const LABEL_GAP = 4;

interface Box {
  readonly from: number;
  readonly to: number;
}

const overlap = (a: Box, b: Box): boolean => a.from < b.to && b.from < a.to;
const crosses = (x: number, box: Box): boolean => x > box.from && x < box.to;

interface Lane {
  readonly texts: Box[];
  /** Rules that pass through on their way to a lane above. */
  readonly rules: number[];
}

/**
 * Places labels above a plot so that no two texts overlap and no rule strikes through a text. The
 * last moment is placed first: a label stands to the right of its rule, so that those before it
 * can go above it without crossing it.
 */
export function placeLabels(
  moments: readonly Moment[],
  plot: { readonly spanS: number; readonly width: number; readonly lanes: number },
): Placement {
  const lanes: Lane[] = Array.from({ length: plot.lanes }, () => ({ texts: [], rules: [] }));
  const place = (moment: Moment): PlacedMoment => {
    const x = plot.spanS > 0 ? (moment.timeS / plot.spanS) * plot.width : 0;
    const length = textWidth(moment.label, LABEL_FONT_SIZE) + 2 * LABEL_GAP;
    for (const side of ['right', 'left'] as const) {
      const box = side === 'right' ? { from: x, to: x + length } : { from: x - length, to: x };
      if (box.from < 0 || box.to > plot.width) continue;
      for (const [index, lane] of lanes.entries()) {
        const below = lanes.slice(0, index);
        if (below.some(({ texts }) => texts.some((text) => crosses(x, text)))) break;
        if (lane.texts.some((text) => overlap(box, text))) continue;
        if (lane.rules.some((rule) => crosses(rule, box))) continue;
        lane.texts.push(box);
        for (const { rules } of below) rules.push(x);
        return { ...moment, lane: index, x, side };
      }
    }
    return { ...moment, lane: -1, x, side: 'right' };
  };
  const placed = moments
    .filter(({ timeS }) => timeS >= 0 && timeS <= plot.spanS)
    .toSorted(byRank)
    .map(place)
    .sort((a, b) => a.timeS - b.timeS);
  return {
    moments: placed,
    lanes: max(placed, ({ lane }) => lane + 1) ?? 0,
    hidden: moments.length - placed.filter(({ lane }) => lane >= 0).length,
  };
}
