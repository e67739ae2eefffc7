import type { Nanoseconds, RunEvent } from '../../stats/pure.ts';

/** What the assignment of losses to disturbances goes by. */
export interface Losses {
  /** Lost connections in order of the time of their loss. */
  readonly inOrder: Uint32Array;
  readonly endedNs: Float64Array;
  readonly connectNs: Float64Array;
  /** Connection -> host code; 0 = lost before its first echo. */
  readonly hostCodes: Uint32Array;
  readonly hosts: number;
  /** Connection -> the one that it replaced; negative = none. */
  readonly predecessor: Int32Array;
}

export interface Tolerances {
  /** First losses of several hosts so close together are one disturbance. */
  readonly togetherNs: Nanoseconds;
  /** A longer pause between two losses of a host ends a burst; no straggler comes later than this. */
  readonly gapNs: Nanoseconds;
}

/** Losses that belong together. */
export interface LossGroup {
  /** Index of the event that it belongs to. */
  readonly event?: number;
  readonly firstLossNs: Nanoseconds;
  /** The first loss of a known host; Infinity = there is none yet. Others are noise as often as not. */
  firstKnownNs: Nanoseconds;
  lastLossNs: Nanoseconds;
}

/** The groups in order of their first losses, and which of them each connection was lost in. */
export interface GroupedLosses {
  readonly groups: readonly LossGroup[];
  /** Connection -> index of its group; `NO_GROUP` = not lost. */
  readonly lostIn: Int32Array;
}

/** An event may be logged a little after what it tells of was done. */
const EVENT_LAG_NS = 100e6;

export const NO_GROUP = -1;

/**
 * Groups losses by host and time: each host's losses are split into bursts; bursts of several hosts
 * whose first losses lie close together are one group. Losses of no host join the group under way.
 * With events, the latest event before a loss decides instead, but for stragglers of an earlier one.
 */
export function groupLosses(
  losses: Losses,
  tolerances: Tolerances,
  events: readonly RunEvent[] = [],
): GroupedLosses {
  const { inOrder, endedNs, hostCodes, hosts, predecessor } = losses;
  const groups: LossGroup[] = [];
  const lostIn = new Int32Array(endedNs.length).fill(NO_GROUP);
  const groupOfHost = new Int32Array(hosts).fill(NO_GROUP);
  const lastOfHost = new Float64Array(hosts);
  const groupOfEvent = new Map<number, number>();
  let eventAt = -1;

  const open = (timeNs: Nanoseconds, event?: number): number =>
    groups.push({
      firstLossNs: timeNs,
      firstKnownNs: Infinity,
      lastLossNs: timeNs,
      ...(event !== undefined && { event }),
    }) - 1;

  /** The group of a host's loss by its bursts alone; none = a new burst begins. */
  const underWay = (host: number, timeNs: Nanoseconds): number => {
    const group = groupOfHost[host] as number;
    const within = group !== NO_GROUP && timeNs - (lastOfHost[host] as number) <= tolerances.gapNs;
    return within ? group : NO_GROUP;
  };

  /** @param earliest the group in which the connection before was lost: this loss came of it, or of a later one */
  const inferred = (host: number, timeNs: Nanoseconds, earliest: number): number => {
    const current = underWay(host, timeNs);
    if (current !== NO_GROUP && current >= earliest) return current;
    const latest = groups.at(-1);
    if (latest === undefined) return open(timeNs);
    // A loss of no host has no burst of its own to begin, and one that follows another of its
    // client belongs to no burst before that: they belong to what is going on.
    const follows = host === 0 || current !== NO_GROUP;
    const isNear = follows
      ? timeNs - latest.lastLossNs <= tolerances.gapNs
      : timeNs - Math.min(latest.firstKnownNs, latest.lastLossNs) <= tolerances.togetherNs;
    return isNear ? groups.length - 1 : open(timeNs);
  };

  const byEvent = (
    connection: number,
    host: number,
    timeNs: Nanoseconds,
    event: number,
  ): number => {
    const current = groups[groupOfHost[host] as number];
    if (host !== 0 && current?.event !== undefined && current.event < event) {
      const hitNs = events[current.event]?.timeNs ?? 0;
      const isStraggler =
        timeNs <= hitNs + tolerances.gapNs + EVENT_LAG_NS &&
        (losses.connectNs[connection] as number) < hitNs;
      if (isStraggler) return groupOfHost[host] as number;
    }
    const known = groupOfEvent.get(event);
    if (known !== undefined) return known;
    const opened = open(timeNs, event);
    groupOfEvent.set(event, opened);
    return opened;
  };

  for (let at = 0; at < inOrder.length; at++) {
    const connection = inOrder[at] as number;
    const timeNs = endedNs[connection] as number;
    const host = hostCodes[connection] as number;
    while (eventAt + 1 < events.length && (events[eventAt + 1]?.timeNs ?? 0) <= timeNs) eventAt++;
    const event = laggingEvent(events, eventAt, timeNs, tolerances.gapNs);
    const index =
      event === NO_GROUP
        ? inferred(host, timeNs, lostIn[predecessor[connection] ?? NO_GROUP] ?? NO_GROUP)
        : byEvent(connection, host, timeNs, event);
    const group = groups[index] as LossGroup;
    if (host !== 0) group.firstKnownNs = Math.min(group.firstKnownNs, timeNs);
    lostIn[connection] = index;
    group.lastLossNs = timeNs;
    groupOfHost[host] = index;
    lastOfHost[host] = timeNs;
  }
  return { groups, lostIn };
}

/** The latest event before a loss; or the next one, if that follows at once and the latest is long past. */
function laggingEvent(
  events: readonly RunEvent[],
  latest: number,
  timeNs: Nanoseconds,
  gapNs: Nanoseconds,
): number {
  const next = events[latest + 1];
  const recent = latest >= 0 && timeNs - (events[latest]?.timeNs ?? -Infinity) <= gapNs;
  if (next !== undefined && !recent && next.timeNs - timeNs <= EVENT_LAG_NS) return latest + 1;
  return latest;
}
