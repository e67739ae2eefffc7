import type { Nanoseconds } from '../../stats/pure.ts';
import { countEpochs, type Epochs } from './epochs.ts';
import type { Flows } from './flows.ts';
import { hostSets } from './host-sets.ts';
import { lossBursts, ownBursts, type LossBurst } from './loss-bursts.ts';

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

/** Finds the changes of a run: bursts of losses, and the hosts that get connections before and after. */
export function observe(flows: Flows): Observations {
  let bursts = ownBursts(flows, lossBursts(flows));
  for (;;) {
    const found = observeAt(
      flows,
      bursts.map(({ firstNs }) => firstNs),
    );
    const kept = bursts.filter((burst, index) => isChange(burst, index, found));
    if (kept.length === bursts.length) return found;
    bursts = kept;
  }
}

/** What can be seen of changes at known times, rising. */
export function observeAt(flows: Flows, timesNs: readonly Nanoseconds[]): Observations {
  const sets = hostSets(countEpochs(flows, timesNs));
  const epochs = countEpochs(flows, timesNs, (epoch, host) => sets[epoch]?.[host] ?? false);
  return { ...epochs, sets, unseen: sets.map(() => false) };
}

function isChange({ lost }: LossBurst, index: number, { sets, before }: Observations): boolean {
  const [from, to] = [sets[index] ?? [], sets[index + 1] ?? []];
  if (from.some((isIn, host) => isIn !== to[host])) return true;
  const there = (before[index + 1] ?? new Float64Array()).reduce((sum, count) => sum + count, 0);
  return lost >= Math.max(LEAST_LOST, LEAST_SHARE * there);
}
