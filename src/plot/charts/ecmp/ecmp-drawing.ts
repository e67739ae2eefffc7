import { max, sum } from 'd3-array';
import { POLICIES, type EcmpChange, type EcmpHost, type Policy } from '../../../analyze/index.ts';
import { COLOURS } from '../../terminal/colour.ts';
import type { DrawingContext } from '../../terminal/drawing-context.ts';
import {
  DEFAULT_DRAWING,
  gridText,
  usable,
  writeHeading,
  writeLegend,
  type DrawingSize,
} from '../../terminal/drawing.ts';
import { Grid } from '../../terminal/grid.ts';
import { numberText } from '../../text/number-text.ts';
import { cutAt, cutAtWord, cutMiddle } from '../../text/shorten.ts';
import {
  changeCaption,
  NO_CHANGE,
  panelEnd,
  posteriorText,
  verdict,
  type EcmpModel,
} from './ecmp-model.ts';

const AGREED = '█';
const MORE = '+';
const FEWER = '-';
const EXPECTED = '│';
const MOST_LABEL = 12;
/** The heading, and the verdict. */
const HEADING_ROWS = 2;
/** In the narrowest drawing. */
const MOST_LEGEND_ROWS = 4;
/** Policies, their posteriors, the scale. */
const HEADER_ROWS = 3;
/** Between panels, at least. */
const GAP = 1;

/** Where the panels of the policies are, in characters. */
interface Panels {
  /** Columns of the hosts' names, and the gap after them. */
  readonly left: number;
  /** Columns of a panel and the gap after it. */
  readonly width: number;
  /** Columns of the longest bar. */
  readonly bar: number;
  /** What the longest bar stands for. */
  readonly end: number;
}

/** A line each host, a column each policy: what was lost as expected, and what more or fewer. */
export function ecmpDrawing(
  model: EcmpModel,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable({ rows: rowsOf(model.changes), ...wanted });
  const grid = new Grid(size.columns, size.rows);
  const panels = panelsOf(model, size.columns);
  writeHeading(grid, context.heading, 0);
  grid.write(0, 1, cutAtWord(verdict(model), size.columns), COLOURS.line);
  const legendEnd = writeLegend(grid, HEADING_ROWS, [
    { sign: AGREED, label: 'Lost as expected', colour: COLOURS.active },
    { sign: MORE, label: 'more lost than expected', colour: COLOURS.lost },
    { sign: FEWER, label: 'fewer', colour: COLOURS.connecting },
    { sign: EXPECTED, label: 'expected', colour: COLOURS.muted },
  ]);
  writeHeader(grid, legendEnd, model, panels);
  writeChanges(grid, legendEnd + HEADER_ROWS, model, panels);
  return gridText(grid, size);
}

/** Rows for all changes: nothing need be left out where no terminal limits them. */
function rowsOf(changes: readonly EcmpChange[]): number {
  const lines = sum(changes, ({ hosts }) => 1 + hosts.length);
  return Math.max(DEFAULT_DRAWING.rows, HEADING_ROWS + MOST_LEGEND_ROWS + HEADER_ROWS + lines);
}

function panelsOf({ labels, changes }: EcmpModel, columns: number): Panels {
  const longest = max(labels.values(), (label) => label.length) ?? 0;
  const left = Math.min(MOST_LABEL, longest) + 1;
  const width = Math.floor((columns - left) / POLICIES.length);
  const bar = Math.max(1, width - GAP - EXPECTED.length);
  return { left, width, bar, end: panelEnd(changes) };
}

/** Policies, their posteriors, and a scale where there are bars. */
function writeHeader(
  grid: Grid,
  row: number,
  { policy: named, policies, changes }: EcmpModel,
  { left, width, bar, end }: Panels,
): void {
  POLICIES.forEach((policy, index) => {
    const posterior = policies.find((each) => each.policy === policy)?.posterior ?? 0;
    const colour = policy === named ? COLOURS.line : COLOURS.muted;
    const column = left + index * width;
    grid.write(column, row, cutAt(policy, width - 1), colour);
    grid.write(column, row + 1, cutAt(posteriorText(posterior), width - 1), colour);
    if (changes.length > 0) grid.write(column, row + 2, scaleText(end, bar), COLOURS.muted);
  });
}

/** As many changes as have room, each with its hosts. */
function writeChanges(
  grid: Grid,
  first: number,
  { changes, labels }: EcmpModel,
  { left, width, bar, end }: Panels,
): void {
  let row = first;
  if (changes.length === 0) grid.write(left, row, cutAt(NO_CHANGE, grid.columns - left));
  for (const [index, change] of changes.entries()) {
    const rest = changes.length - index;
    const noteRows = rest > 1 ? 1 : 0;
    if (row + 1 + change.hosts.length + noteRows > grid.rows && index > 0) {
      grid.write(0, row, `… ${rest} more`, COLOURS.muted);
      break;
    }
    grid.write(0, row++, cutAt(changeCaption(change, labels), grid.columns));
    for (const host of change.hosts) {
      grid.write(0, row, cutMiddle(labels.get(host.host) ?? '', left - 1), COLOURS.muted);
      POLICIES.forEach((policy, column) => {
        writeBar(grid, left + column * width, row, host, policy, bar / end);
      });
      row++;
    }
  }
}

/** `0────300`: the numbers of connections at both ends of a panel. */
function scaleText(end: number, bar: number): string {
  const most = numberText(end);
  return `0${'─'.repeat(Math.max(1, bar - most.length))}${most}`;
}

function writeBar(
  grid: Grid,
  left: number,
  row: number,
  { lost, expected }: EcmpHost,
  policy: Policy,
  scale: number,
): void {
  const inBar = (count: number): number => Math.round(count * scale);
  const due = inBar(expected[policy]);
  const all = inBar(lost);
  const agreed = Math.min(due, all);
  grid.write(left, row, AGREED.repeat(agreed), COLOURS.active);
  grid.write(left + agreed, row, FEWER.repeat(due - agreed), COLOURS.connecting);
  grid.write(left + due, row, EXPECTED, COLOURS.muted);
  grid.write(left + due + 1, row, MORE.repeat(all - agreed), COLOURS.lost);
}
