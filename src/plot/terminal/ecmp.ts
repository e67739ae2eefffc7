import {
  POLICIES,
  type Ecmp,
  type EcmpChange,
  type EcmpHost,
  type Policy,
} from '../../analyze/index.ts';
import {
  changeCaption,
  hostLabels,
  NO_CHANGE,
  posteriorText,
  shownChanges,
  verdict,
} from '../charts/ecmp-texts.ts';
import { greatest } from '../greatest.ts';
import { numberText } from '../number-text.ts';
import { cutAt, cutAtWord, cutMiddle } from '../shorten.ts';
import { countTicks } from '../ticks.ts';
import { COLOURS } from './colour.ts';
import type { DrawingContext } from './connections.ts';
import {
  DEFAULT_DRAWING,
  gridText,
  usable,
  writeHeading,
  writeLegend,
  type DrawingSize,
} from './drawing.ts';
import { Grid } from './grid.ts';

const AGREED = '█';
const MORE = '+';
const FEWER = '-';
const EXPECTED = '│';
const MOST_LABEL = 12;
const HEADING_ROWS = 2;
/** In the narrowest drawing. */
const MOST_LEGEND_ROWS = 4;
/** Policies, their posteriors, the scale. */
const HEADER_ROWS = 3;
/** Between panels, at least. */
const GAP = 1;

/** A line each host, a column each policy: what was lost as expected, and what more or fewer. */
export function ecmpDrawing(
  found: Ecmp,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const changes = shownChanges(found);
  const size = usable({ rows: rowsOf(changes), ...wanted });
  const grid = new Grid(size.columns, size.rows);
  const names = hostLabels(changes);
  const left =
    Math.min(
      MOST_LABEL,
      greatest(
        [...names.values()].map((name) => name.length),
        0,
      ),
    ) + 1;
  const panel = Math.floor((size.columns - left) / POLICIES.length);
  const most = greatest(
    changes.flatMap(({ hosts }) =>
      hosts.flatMap(({ lost, expected }) => [lost, ...POLICIES.map((policy) => expected[policy])]),
    ),
    1,
  );
  const end = countTicks(most, 4, true).at(-1) ?? most;
  const bar = Math.max(1, panel - GAP - EXPECTED.length);
  writeHeading(grid, context.heading, 0);
  grid.write(0, 1, cutAtWord(verdict(found), size.columns), COLOURS.line);
  let row = writeLegend(grid, HEADING_ROWS, [
    { sign: AGREED, label: 'Lost as expected', colour: COLOURS.active },
    { sign: MORE, label: 'more lost than expected', colour: COLOURS.lost },
    { sign: FEWER, label: 'fewer', colour: COLOURS.connecting },
    { sign: EXPECTED, label: 'expected', colour: COLOURS.muted },
  ]);
  POLICIES.forEach((policy, index) => {
    const posterior = found.policies.find((each) => each.policy === policy)?.posterior ?? 0;
    const colour = policy === found.policy ? COLOURS.line : COLOURS.muted;
    grid.write(left + index * panel, row, cutAt(policy, panel - 1), colour);
    grid.write(left + index * panel, row + 1, cutAt(posteriorText(posterior), panel - 1), colour);
    if (changes.length > 0) {
      grid.write(left + index * panel, row + 2, scaleText(end, bar), COLOURS.muted);
    }
  });
  row += HEADER_ROWS;
  if (changes.length === 0) grid.write(left, row, cutAt(NO_CHANGE, size.columns - left));
  for (const [index, change] of changes.entries()) {
    const rest = changes.length - index;
    const noteRows = rest > 1 ? 1 : 0;
    if (row + 1 + change.hosts.length + noteRows > size.rows && index > 0) {
      grid.write(0, row, `… ${rest} more`, COLOURS.muted);
      break;
    }
    grid.write(0, row++, cutAt(changeCaption(change, names), size.columns));
    for (const host of change.hosts) {
      grid.write(0, row, cutMiddle(names.get(host.host) ?? '', left - 1), COLOURS.muted);
      POLICIES.forEach((policy, column) => {
        writeBar(grid, left + column * panel, row, host, policy, bar / end);
      });
      row++;
    }
  }
  return gridText(grid, size);
}

/** Rows for all changes: nothing need be left out where no terminal limits them. */
function rowsOf(changes: readonly EcmpChange[]): number {
  const lines = changes.reduce((sum, { hosts }) => sum + 1 + hosts.length, 0);
  return Math.max(DEFAULT_DRAWING.rows, HEADING_ROWS + MOST_LEGEND_ROWS + HEADER_ROWS + lines);
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
