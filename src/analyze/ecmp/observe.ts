import type { Nanoseconds } from '../../stats/pure.ts';
import { REPLY_TIMEOUT_NS } from '../resolution.ts';
import { countEpochs, type Epochs } from './epochs.ts';
import type { Flows } from './flows.ts';
import { hostSets } from './host-sets.ts';
import { lossBursts, type LossBurst } from './loss-bursts.ts';

/** What can be seen of a run's changes without knowing the policy. */
export interface Observations extends Epochs {
  /** [epoch][host]: whether it was there for new connections. */
  readonly sets: readonly (readonly boolean[])[];
}

/** Without a change of the hosts, fewer losses than this are strays. */
const LEAST_LOST = 4;
const LEAST_SHARE = 0.03;
/** A smaller burst soon after another is its stragglers. */
const STRAGGLERS = 0.25;

/** Finds the changes of a run: bursts of losses, and the hosts that get connections before and after. */
export function observe(flows: Flows): Observations {
  let bursts = lossBursts(flows);
  for (;;) {
    const found = observeAt(
      flows,
      bursts.map(({ firstNs }) => firstNs),
    );
    const kept = bursts.filter((burst, index) => isChange(burst, index, bursts, found, flows));
    if (kept.length === bursts.length) return found;
    bursts = kept;
  }
}

/** What can be seen of changes at known times, rising. */
export function observeAt(flows: Flows, timesNs: readonly Nanoseconds[]): Observations {
  const sets = hostSets(countEpochs(flows, timesNs));
  const epochs = countEpochs(flows, timesNs, (epoch, host) => sets[epoch]?.[host] ?? false);
  return { ...epochs, sets };
}

function isChange(
  { firstNs, lost }: LossBurst,
  index: number,
  bursts: readonly LossBurst[],
  { sets, before }: Observations,
  { windowNs }: Flows,
): boolean {
  const [from, to] = [sets[index] ?? [], sets[index + 1] ?? []];
  if (from.some((isIn, host) => isIn !== to[host])) return true;
  const there = (before[index + 1] ?? new Float64Array()).reduce((sum, count) => sum + count, 0);
  if (lost < Math.max(LEAST_LOST, LEAST_SHARE * there)) return false;
  const previous = bursts[index - 1];
  const isSoon =
    previous !== undefined && firstNs - previous.firstNs <= windowNs + REPLY_TIMEOUT_NS;
  return !(isSoon && lost < STRAGGLERS * previous.lost);
}
