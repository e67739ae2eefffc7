import type { Nanoseconds } from '../../stats/pure.ts';
import type { Flows } from './flows.ts';

/** Losses so close together that one change may have made them all. */
export interface LossBurst {
  readonly firstNs: Nanoseconds;
  readonly lost: number;
}

/** More bursts are not told apart: such a run was lost all the time. */
const MOST_BURSTS = 64;

/**
 * The bursts of a run, in order of time: the window in which most connections were lost, then the
 * next of what is left. Other than by pauses, two changes in quick succession are told apart too.
 */
export function lossBursts({ lostNs, windowNs }: Flows): LossBurst[] {
  let times = lostNs.filter((timeNs) => timeNs < Infinity).sort();
  const bursts: LossBurst[] = [];
  while (times.length > 0 && bursts.length < MOST_BURSTS) {
    let [from, most] = [0, 0];
    for (let first = 0, end = 0; first < times.length; first++) {
      while (end < times.length && (times[end] as number) - (times[first] as number) <= windowNs) {
        end++;
      }
      if (end - first > most) [from, most] = [first, end - first];
    }
    bursts.push({ firstNs: times[from] as number, lost: most });
    const rest = new Float64Array(times.length - most);
    rest.set(times.subarray(0, from));
    rest.set(times.subarray(from + most), from);
    times = rest;
  }
  return bursts.sort((a, b) => a.firstNs - b.firstNs);
}
