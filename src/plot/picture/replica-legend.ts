import { max } from 'd3-array';
import { plainText, type Replica } from '../../analyze/index.ts';
import type { ChartContext } from '../options.ts';
import { commonPrefix } from '../text/common-prefix.ts';
import { shortenMiddle } from '../text/shorten.ts';
import { textWidth } from '../text/text-width.ts';
import { LEGEND_FONT_SIZE, LEGEND_SYMBOL_AND_GAP, plotWidthOf } from './layout.ts';
import { MOST_LEGEND_ENTRIES } from './legend-shape.ts';
import type { LegendEntry } from './legend.ts';
import { replicaColour, themeOf } from './theme.ts';

const ELLIPSIS = '…';

/** The legend of the replicas, each in its colour, in a picture with these labels left of its plot. */
export function replicaLegend(
  replicas: readonly Replica[],
  { width, theme }: ChartContext,
  yLabels: readonly string[],
): LegendEntry[] {
  const room = legendTextWidth(replicas, plotWidthOf(width, yLabels));
  return replicaLabels(replicas, room).map((label, index) => ({
    label,
    colour: replicaColour(themeOf(theme), index),
  }));
}

/**
 * Legend texts for replicas: "R1 node1", or "R1 a → b" where a host took another's place. What all
 * names begin with is left out; what is still too long is shortened in its middle. No two are alike.
 *
 * @param width pixels for one text
 */
export function replicaLabels(replicas: readonly Replica[], width: number): string[] {
  const prefix = commonPrefix([...new Set(replicas.flatMap(({ hosts }) => hosts))]);
  return replicas.map(({ name, hosts }) => {
    const [oldest, ...rest] = hosts.map((host) => plainText(host.slice(prefix.length)));
    if (oldest === undefined || (rest.length === 0 && oldest === name)) return name;
    const newest = rest.at(-1);
    const middle = rest.length > 1 ? ` → ${ELLIPSIS}` : '';
    const room = width - textWidth(`${name} `, LEGEND_FONT_SIZE);
    if (newest === undefined) return `${name} ${shortenMiddle(oldest, room, LEGEND_FONT_SIZE)}`;
    const whole = `${oldest}${middle} → ${newest}`;
    if (textWidth(whole, LEGEND_FONT_SIZE) <= room) return `${name} ${whole}`;
    const each = (room - textWidth(`${middle} → `, LEGEND_FONT_SIZE)) / 2;
    const [from, to] = [oldest, newest].map((host) => shortenMiddle(host, each, LEGEND_FONT_SIZE));
    return `${name} ${from ?? ''}${middle} → ${to ?? ''}`;
  });
}

/** A legend takes at most so many rows while its texts can be had whole. */
const MOST_ROWS = 3;
/** Else entries stand side by side while each has this many pixels. */
const COMFORTABLE_ENTRY = 150;

/** How wide the texts of a legend may be, for it to fit into rows of `width` pixels. */
function legendTextWidth(replicas: readonly Replica[], width: number): number {
  const count = Math.max(1, Math.min(MOST_LEGEND_ENTRIES, replicas.length));
  const whole =
    max(replicaLabels(replicas, Infinity), (label) => textWidth(label, LEGEND_FONT_SIZE)) ?? 0;
  const fitting = Math.floor(width / (whole + LEGEND_SYMBOL_AND_GAP));
  if (fitting > 0 && Math.ceil(count / fitting) <= MOST_ROWS) return whole + 1;
  const columns = Math.max(1, Math.min(count, Math.floor(width / COMFORTABLE_ENTRY)));
  return width / columns - LEGEND_SYMBOL_AND_GAP - 1;
}
