import { max, sum } from 'd3-array';
import type { Nanoseconds } from '../../../stats/pure.ts';
import { REPLY_TIMEOUT_NS } from '../../support/resolution.ts';
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

/** The losses of a window in which nothing special happens: the median over the run. */
export function backgroundLosses({ lostNs, connectNs, windowNs }: Flows): number {
  const times = lostNs.filter((timeNs) => timeNs < Infinity);
  const endNs = Math.max(max(connectNs) ?? 0, max(times) ?? 0);
  const windows = new Uint32Array(Math.min(MOST_WINDOWS, Math.floor(endNs / windowNs) + 1));
  const widthNs = Math.max(windowNs, endNs / windows.length);
  for (const timeNs of times) {
    const window = Math.min(windows.length - 1, Math.floor(timeNs / widthNs));
    windows[window] = (windows[window] as number) + 1;
  }
  return ((windows.sort()[windows.length >> 1] ?? 0) * windowNs) / widthNs;
}

const MOST_WINDOWS = 100_000;

/** Losses of connections made since the last burst: so many are no accident. */
const LEAST_OF_YOUNG = 2;
/** A host that gets no connection, though it would have with this probability or more, is not there. */
const SURELY = 0.999;

/**
 * The bursts that began something. A loss is noticed as late as the reply timeout, or when a packet
 * that was sent again is answered by a reset: a burst that soon after another belongs to it if it is
 * smaller or hits the same hosts alone, unless it costs connections made in between, or other hosts
 * get connections than in between.
 */
export function ownBursts(flows: Flows, bursts: readonly LossBurst[]): LossBurst[] {
  const own: LossBurst[] = [];
  for (const [index, burst] of bursts.entries()) {
    const before = own.at(-1);
    const untilNs = bursts[index + 1]?.firstNs ?? Infinity;
    const isLate =
      before !== undefined &&
      (burst.lost <= before.lost || hitsTheSame(flows, before.firstNs, burst.firstNs, untilNs)) &&
      burst.firstNs - before.firstNs <= flows.windowNs + REPLY_TIMEOUT_NS &&
      !isOwn(flows, before.firstNs, burst.firstNs, untilNs);
    if (!isLate) own.push(burst);
  }
  return own;
}

/** Whether all hosts that lose connections from `toNs` on lost some before, from `fromNs` on. */
function hitsTheSame(
  flows: Flows,
  fromNs: Nanoseconds,
  toNs: Nanoseconds,
  untilNs: Nanoseconds,
): boolean {
  const before = new Set<number>();
  const after = new Set<number>();
  for (let i = 0; i < flows.length; i++) {
    const lostNs = flows.lostNs[i] as number;
    if (lostNs < fromNs || lostNs >= untilNs) continue;
    (lostNs < toNs ? before : after).add(flows.host[i] as number);
  }
  return [...after].every((host) => before.has(host));
}

function isOwn(
  flows: Flows,
  fromNs: Nanoseconds,
  toNs: Nanoseconds,
  untilNs: Nanoseconds,
): boolean {
  const between = new Float64Array(flows.hosts.length);
  const after = new Float64Array(flows.hosts.length);
  let young = 0;
  for (let i = 0; i < flows.length; i++) {
    const connect = flows.connectNs[i] as number;
    const counts =
      connect < fromNs || connect >= untilNs ? undefined : connect < toNs ? between : after;
    if (counts === undefined) continue;
    const host = flows.host[i] as number;
    counts[host] = (counts[host] as number) + 1;
    const lostNs = flows.lostNs[i] as number;
    if (counts === between && lostNs >= toNs && lostNs < untilNs) young++;
  }
  if (young >= LEAST_OF_YOUNG) return true;
  const [ofBetween, ofAfter] = [between, after].map((row) => sum(row));
  const isMissing = (here: number, there: number, ofThere: number, ofHere: number): boolean =>
    here === 0 && there > 0 && 1 - (1 - there / ofThere) ** ofHere > SURELY;
  return between.some((count, host) => {
    const then = after[host] as number;
    return (
      isMissing(count, then, ofAfter ?? 0, ofBetween ?? 0) ||
      isMissing(then, count, ofBetween ?? 0, ofAfter ?? 0)
    );
  });
}
