import { POLICIES, type Ecmp, type EcmpHost, type Policy } from '../../analyze/index.ts';
import { changeCaption, hostLabels, posteriorText, shownChanges, verdict } from '../charts/ecmp.ts';
import { greatest } from '../greatest.ts';
import { counted } from '../number-text.ts';
import { cutAt } from '../shorten.ts';
import { COLOURS } from './colour.ts';
import type { DrawingContext } from './connections.ts';
import {
  gridText,
  usable,
  writeHeading,
  writeLegend,
  type DrawingSize,
  type Key,
} from './drawing.ts';
import { Grid } from './grid.ts';

const AGREED = '█';
const DIFFERENT = '░';
const MOST_LABEL = 12;
const HEADING_ROWS = 1;
const NO_CHANGE = 'The targets did not change, so no policy shows itself';

/** A line each host, a column each policy: what was lost as expected, and what was not. */
export function ecmpDrawing(
  found: Ecmp,
  context: DrawingContext,
  wanted: Partial<DrawingSize>,
): string {
  const size = usable(wanted);
  const grid = new Grid(size.columns, size.rows);
  const changes = shownChanges(found);
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
  const bar = Math.max(1, panel - 2);
  writeHeading(grid, `${verdict(found)} · ${context.heading}`, 0);
  let row = writeLegend(grid, HEADING_ROWS, [
    { sign: AGREED, label: 'Lost as expected', colour: COLOURS.active },
    { sign: DIFFERENT, label: 'Difference', colour: COLOURS.lost },
    ...(changes.length === 0 ? [] : [scaleKey(bar, most)]),
  ]);
  POLICIES.forEach((policy, index) => {
    const posterior = found.policies.find((each) => each.policy === policy)?.posterior ?? 0;
    const colour = policy === found.policy ? COLOURS.line : COLOURS.muted;
    grid.write(left + index * panel, row, cutAt(policy, panel - 1), colour);
    grid.write(left + index * panel, row + 1, cutAt(posteriorText(posterior), panel - 1), colour);
  });
  row += 2;
  if (changes.length === 0) grid.write(left, row, cutAt(NO_CHANGE, size.columns - left));
  for (const [index, change] of changes.entries()) {
    const rest = changes.length - index;
    if (row + 1 >= size.rows && index > 0) break;
    if (row + 1 + change.hosts.length > size.rows && index > 0) {
      grid.write(0, row, `… ${rest} more`, COLOURS.muted);
      break;
    }
    grid.write(0, row++, cutAt(changeCaption(change, names), size.columns));
    for (const host of change.hosts) {
      grid.write(0, row, cutAt(names.get(host.host) ?? '', left - 1), COLOURS.muted);
      POLICIES.forEach((policy, column) => {
        writeBar(grid, left + column * panel, row, host, policy, bar / most);
      });
      row++;
    }
  }
  return gridText(grid, size);
}

function scaleKey(characters: number, connections: number): Key {
  const label = `${characters} characters: ${counted(Math.round(connections), 'connection')}`;
  return { sign: '▏', label, colour: COLOURS.muted };
}

function writeBar(
  grid: Grid,
  left: number,
  row: number,
  { lost, expected }: EcmpHost,
  policy: Policy,
  scale: number,
): void {
  const [less, more] = [Math.min(lost, expected[policy]), Math.max(lost, expected[policy])];
  const agreed = Math.round(less * scale);
  const all = Math.round(more * scale);
  grid.write(left, row, AGREED.repeat(agreed), COLOURS.active);
  grid.write(left + agreed, row, DIFFERENT.repeat(all - agreed), COLOURS.lost);
}
