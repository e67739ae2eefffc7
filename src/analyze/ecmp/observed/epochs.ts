import { bisectRight } from 'd3-array';
import type { Nanoseconds } from '../../../stats/pure.ts';
import { REPLY_TIMEOUT_NS } from '../../support/resolution.ts';
import type { Cell } from './cells.ts';
import type { Flows } from './flows.ts';

/** What the flows say of the time before, between and after changes. */
export interface Epochs {
  /** Change k, from 1, at index k - 1. */
  readonly timesNs: readonly Nanoseconds[];
  /** [epoch][host]: connections established. */
  readonly connects: readonly Float64Array[];
  /** [epoch][host]: flows there when the change at the epoch's beginning came, and those that it cost. */
  readonly before: readonly Float64Array[];
  readonly lost: readonly Float64Array[];
  readonly cells: readonly Cell[];
  /** Losses at no change. */
  readonly otherLosses: number;
}

/**
 * Counts flows by target, birth and fate.
 *
 * @param timesNs of the changes, rising
 * @param isIn whether a host was among the targets in an epoch: losses of one that was taken out
 * belong to its removal, however late they were noticed
 */
export function countEpochs(
  flows: Flows,
  timesNs: readonly Nanoseconds[],
  isIn?: (epoch: number, host: number) => boolean,
): Epochs {
  const epochs = timesNs.length + 1;
  const hosts = flows.hosts.length;
  const grid = (): Float64Array[] => Array.from({ length: epochs }, () => new Float64Array(hosts));
  const [connects, before, lost] = [grid(), grid(), grid()];
  // By host, birth, last epoch that it lived in, and whether the change after that cost it.
  const fates = new Map<number, number>();
  let otherLosses = 0;
  for (let i = 0; i < flows.length; i++) {
    const host = flows.host[i] as number;
    const connectNs = flows.connectNs[i] as number;
    const born = bisectRight(timesNs, connectNs);
    const ofBirth = connects[born] as Float64Array;
    ofBirth[host] = (ofBirth[host] as number) + 1;
    const fate = fateOf(flows, i, born, timesNs, isIn);
    if (fate.other) otherLosses++;
    const key = ((host * epochs + born) * epochs + fate.last) * 2 + (fate.lost ? 1 : 0);
    fates.set(key, (fates.get(key) ?? 0) + 1);
  }
  const cells = new Map<number, Cell>();
  const add = (host: number, born: number, change: number, count: number, gone: number): void => {
    const key = (host * epochs + born) * epochs + change;
    const known = cells.get(key) ?? { target: host, born, change, atRisk: 0, lost: 0 };
    cells.set(key, { ...known, atRisk: known.atRisk + count, lost: known.lost + gone });
    const [there, lostHere] = [before[change] as Float64Array, lost[change] as Float64Array];
    there[host] = (there[host] as number) + count;
    lostHere[host] = (lostHere[host] as number) + gone;
  };
  for (const [key, count] of fates) {
    const isLost = key % 2 === 1;
    const last = Math.floor(key / 2) % epochs;
    const born = Math.floor(key / 2 / epochs) % epochs;
    const host = Math.floor(key / 2 / epochs / epochs);
    for (let change = born + 1; change <= last; change++) add(host, born, change, count, 0);
    if (isLost) add(host, born, last + 1, count, count);
  }
  const sorted = [...cells.values()].sort(
    (a, b) => a.target - b.target || a.born - b.born || a.change - b.change,
  );
  return { timesNs, connects, before, lost, cells: sorted, otherLosses };
}

interface Fate {
  /** The last epoch that it lived in. */
  readonly last: number;
  /** Whether the change that follows cost it. */
  readonly lost: boolean;
  /** Whether it was lost at no change. */
  readonly other: boolean;
}

function fateOf(
  flows: Flows,
  flow: number,
  born: number,
  timesNs: readonly Nanoseconds[],
  isIn?: (epoch: number, host: number) => boolean,
): Fate {
  const lostNs = flows.lostNs[flow] as number;
  if (lostNs === Infinity) return { last: timesNs.length, lost: false, other: false };
  const latest = bisectRight(timesNs, lostNs);
  if (isIn !== undefined) {
    const host = flows.host[flow] as number;
    for (let change = born + 1; change <= latest; change++) {
      if (!isIn(change, host) && isIn(change - 1, host)) {
        return { last: change - 1, lost: true, other: false };
      }
    }
  }
  const isSoon = lostNs - (timesNs[latest - 1] ?? 0) <= flows.windowNs + REPLY_TIMEOUT_NS;
  if (latest > born && isSoon) return { last: latest - 1, lost: true, other: false };
  return { last: latest, lost: false, other: true };
}
