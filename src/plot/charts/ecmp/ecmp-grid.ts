import { sum } from 'd3-array';
import { POLICIES, type EcmpChange, type Policy } from '../../../analyze/index.ts';
import { panelEnd } from './ecmp-model.ts';

/** Where the panels of an `ecmp` chart are, in pixels of its plot. */
export interface EcmpGrid {
  readonly changes: readonly EcmpChange[];
  readonly lineHeight: number;
  readonly panelWidth: number;
  /** Left edge of a policy's panel. */
  readonly panelLeft: (policy: Policy) => number;
  /** Top of each change's first line. */
  readonly tops: readonly number[];
  /** The number of connections at the right edge of a panel. */
  readonly most: number;
  readonly height: number;
}

/** What is above the first change. */
const HEADER = 34;
/** What is above the lines of a change: what it was. */
export const CAPTION = 18;
const LEAST_LINE = 9;
/** Names of hosts can be read, and as many lines as can be are had. */
const READABLE_LINE = 12;
const MOST_LINE = 28;
export const PANEL_GAP = 14;
/** A picture that nobody gave a height has room for so many; a longer one nobody looks through. */
const MOST_CHANGES = 12;

/** How high the plot is to be for the changes, up to 12, to have room. */
export function readableHeight(changes: readonly EcmpChange[]): number {
  return heightOf(changes.slice(0, MOST_CHANGES), READABLE_LINE);
}

/** As many changes as have room, in the order of time. */
export function gridOf(changes: readonly EcmpChange[], width: number, height: number): EcmpGrid {
  let shown = changes;
  while (shown.length > 1 && heightOf(shown, LEAST_LINE) > height) shown = shown.slice(0, -1);
  const lines = sum(shown, ({ hosts }) => hosts.length);
  const free = height - HEADER - shown.length * CAPTION;
  const lineHeight = Math.min(MOST_LINE, lines === 0 ? MOST_LINE : Math.max(2, free / lines));
  const panel = width / POLICIES.length;
  const gap = Math.min(PANEL_GAP, panel / 4);
  return {
    changes: shown,
    lineHeight,
    panelWidth: panel - gap,
    panelLeft: (policy) => POLICIES.indexOf(policy) * panel,
    tops: shown.map((_, index) => heightOf(shown.slice(0, index), lineHeight) + CAPTION),
    most: panelEnd(shown),
    height: heightOf(shown, lineHeight),
  };
}

function heightOf(changes: readonly EcmpChange[], line: number): number {
  return changes.reduce((height, { hosts }) => height + CAPTION + hosts.length * line, HEADER);
}
