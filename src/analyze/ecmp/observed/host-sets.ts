import { sum } from 'd3-array';
import type { Epochs } from './epochs.ts';

/** Share of connects that arrive at a host that is no target, by a race with the change. */
const ASTRAY = 0.001;
/** Share of flows that outlive the removal of their target. */
const OUTLIVES = 0.003;
/** Likelihood of losing a flow of a target that stays, whatever the policy. */
const LOST_THOUGH_IN = 0.67;
/** ln of the odds against any one of a few hosts' coming or going at a change; the more there are, the less. */
const INERTIA = 2.5;
const FEW_HOSTS = 4;

/**
 * Which hosts were targets in each epoch, for each host the likeliest sequence: those that get
 * connections are in, those that lose all they had and get no more are out.
 *
 * @returns [epoch][host]
 */
export function hostSets({ connects, before, lost }: Epochs): boolean[][] {
  const totals = connects.map((row) => sum(row));
  const hosts = connects[0]?.length ?? 0;
  const sets = connects.map(() => new Array<boolean>(hosts).fill(false));
  for (let host = 0; host < hosts; host++) {
    const seen = connects.map((row) => row[host] as number);
    const among = sum(totals, (total, epoch) => (seen[epoch] === 0 ? 0 : total));
    const share = Math.min(0.99, sum(seen) / among);
    const fits = (epoch: number, isIn: boolean): number => {
      const here = isIn ? share : ASTRAY;
      const count = seen[epoch] as number;
      return count * Math.log(here) + ((totals[epoch] as number) - count) * Math.log(1 - here);
    };
    const step = (epoch: number, wasIn: boolean, isIn: boolean): number => {
      const inertia = wasIn === isIn ? 0 : -INERTIA - Math.log(Math.max(1, hosts / FEW_HOSTS));
      if (!wasIn) return inertia;
      const gone = lost[epoch]?.[host] ?? 0;
      const kept = (before[epoch]?.[host] ?? 0) - gone;
      return inertia + (isIn ? gone * Math.log(LOST_THOUGH_IN) : kept * Math.log(OUTLIVES));
    };
    for (const [epoch, isIn] of likeliest(connects.length, fits, step).entries()) {
      (sets[epoch] as boolean[])[host] = isIn;
    }
  }
  return sets;
}

/** Viterbi's algorithm on two states. */
function likeliest(
  length: number,
  fits: (epoch: number, isIn: boolean) => number,
  step: (epoch: number, wasIn: boolean, isIn: boolean) => number,
): boolean[] {
  let [out, within] = [fits(0, false), fits(0, true)];
  const cameFrom: (readonly [fromOut: boolean, fromIn: boolean])[] = [];
  for (let epoch = 1; epoch < length; epoch++) {
    const to = (isIn: boolean): readonly [number, boolean] => {
      const stay = within + step(epoch, true, isIn);
      const change = out + step(epoch, false, isIn);
      return [Math.max(stay, change) + fits(epoch, isIn), stay > change];
    };
    const [nextOut, outFrom] = to(false);
    const [nextIn, inFrom] = to(true);
    cameFrom.push([outFrom, inFrom]);
    [out, within] = [nextOut, nextIn];
  }
  const states = [within >= out];
  for (const [outFrom, inFrom] of cameFrom.toReversed()) {
    states.unshift((states[0] ?? false) ? inFrom : outFrom);
  }
  return states;
}
