import type { Cell } from '../observed/cells.ts';
import type { Observations } from '../observed/observe.ts';

/**
 * Where hosts come and go at one change, they may have come before it, at a time that nobody knows
 * since nothing was lost: a change of its own is put in for that. In the epoch between the two
 * nobody connected.
 */
export function withUnseenAdditions(observed: Observations): Observations {
  let found = observed;
  for (let change = 1; change < found.sets.length; change++) {
    const [from, to] = [found.sets[change - 1] ?? [], found.sets[change] ?? []];
    const hasCome = to.some((isIn, host) => isIn && from[host] !== true);
    const isGone = from.some((isIn, host) => isIn && to[host] !== true);
    if (!hasCome || !isGone) continue;
    found = withAddition(found, change);
    change++;
  }
  return found;
}

function withAddition(observed: Observations, change: number): Observations {
  const { timesNs, unseen, connects, before, lost, cells, sets } = observed;
  const none = new Float64Array(connects[0]?.length ?? 0);
  const both = (sets[change] ?? []).map((isIn, host) => isIn || sets[change - 1]?.[host] === true);
  const moved = cells.map((cell): Cell => ({
    ...cell,
    born: cell.born >= change ? cell.born + 1 : cell.born,
    change: cell.change >= change ? cell.change + 1 : cell.change,
  }));
  const survived = cells
    .filter((cell) => cell.change === change)
    .map((cell): Cell => ({ ...cell, lost: 0 }));
  return {
    ...observed,
    timesNs: timesNs.toSpliced(change - 1, 0, timesNs[change - 1] ?? 0),
    unseen: unseen.toSpliced(change, 0, true),
    connects: connects.toSpliced(change, 0, none),
    before: before.toSpliced(change, 0, before[change] ?? none),
    lost: lost.toSpliced(change, 0, none),
    sets: sets.toSpliced(change, 0, both),
    cells: [...moved, ...survived],
  };
}
