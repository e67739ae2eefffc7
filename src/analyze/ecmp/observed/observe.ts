import { sum } from 'd3-array';
import type { Nanoseconds } from '../../../stats/pure.ts';
import { countEpochs, type Epochs } from './epochs.ts';
import type { Flows } from './flows.ts';
import { hostSets } from './host-sets.ts';
import { backgroundLosses, lossBursts, ownBursts, type LossBurst } from './loss-bursts.ts';

/** What can be seen of a run's changes without knowing the policy. */
export interface Observations extends Epochs {
  /** [epoch][host]: whether it was there for new connections. */
  readonly sets: readonly (readonly boolean[])[];
  /** [change], from 1: whether it is only known that it came some time before the next one. */
  readonly unseen: readonly boolean[];
}

/** Without a change of the hosts, fewer losses than this are strays. */
const LEAST_LOST = 4;
const LEAST_SHARE = 0.015;
/** Standard deviations by which a burst stands out of the losses that come all the time. */
const STANDS_OUT = 6;
/** More changes are not told apart: those with the most losses are kept. */
const MOST_CHANGES = 24;

/** Finds the changes of a run: bursts of losses, and the hosts that get connections before and after. */
export function observe(flows: Flows): Observations {
  const background = backgroundLosses(flows);
  const standsOut = ({ lost }: LossBurst): boolean =>
    lost > background + STANDS_OUT * Math.sqrt(background);
  let bursts = ownBursts(flows, lossBursts(flows));
  for (;;) {
    const found = observeAt(
      flows,
      bursts.map(({ firstNs }) => firstNs),
    );
    const kept = bursts.filter(
      (burst, index) =>
        isSetChanged(found, index + 1) || (standsOut(burst) && isBig(burst, index, found)),
    );
    if (kept.length === bursts.length && kept.length <= MOST_CHANGES) return found;
    bursts = greatest(kept);
  }
}

/** What can be seen of changes at known times, rising. */
export function observeAt(flows: Flows, timesNs: readonly Nanoseconds[]): Observations {
  const sets = hostSets(countEpochs(flows, timesNs));
  const epochs = countEpochs(flows, timesNs, (epoch, host) => sets[epoch]?.[host] ?? false);
  return { ...epochs, sets, unseen: sets.map(() => false) };
}

/** The bursts with the most losses, in order of time. */
function greatest(bursts: readonly LossBurst[]): LossBurst[] {
  return [...bursts]
    .sort((a, b) => b.lost - a.lost)
    .slice(0, MOST_CHANGES)
    .sort((a, b) => a.firstNs - b.firstNs);
}

function isSetChanged({ sets }: Observations, change: number): boolean {
  return (sets[change] ?? []).some((isIn, host) => isIn !== sets[change - 1]?.[host]);
}

function isBig({ lost }: LossBurst, index: number, { before }: Observations): boolean {
  const there = sum(before[index + 1] ?? new Float64Array());
  return lost >= Math.max(LEAST_LOST, LEAST_SHARE * there);
}
