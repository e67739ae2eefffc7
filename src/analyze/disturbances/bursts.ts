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
  const grouper = new LossGrouper(losses, tolerances, events);
  const { inOrder } = losses;
  for (let at = 0; at < inOrder.length; at++) grouper.add(inOrder[at] as number);
  return grouper;
}

/** Takes losses in order of time. */
class LossGrouper implements GroupedLosses {
  readonly groups: LossGroup[] = [];
  readonly lostIn: Int32Array;
  readonly #losses: Losses;
  readonly #tolerances: Tolerances;
  readonly #events: readonly RunEvent[];
  readonly #groupOfHost: Int32Array;
  readonly #lastOfHost: Float64Array;
  readonly #groupOfEvent = new Map<number, number>();
  /** The latest event until now. */
  #eventAt = -1;

  constructor(losses: Losses, tolerances: Tolerances, events: readonly RunEvent[]) {
    this.lostIn = new Int32Array(losses.endedNs.length).fill(NO_GROUP);
    this.#losses = losses;
    this.#tolerances = tolerances;
    this.#events = events;
    this.#groupOfHost = new Int32Array(losses.hosts).fill(NO_GROUP);
    this.#lastOfHost = new Float64Array(losses.hosts);
  }

  add(connection: number): void {
    const { endedNs, hostCodes, predecessor } = this.#losses;
    const timeNs = endedNs[connection] as number;
    const host = hostCodes[connection] as number;
    const event = this.#eventOf(timeNs);
    const index =
      event === NO_GROUP
        ? this.#inferred(host, timeNs, this.lostIn[predecessor[connection] ?? NO_GROUP] ?? NO_GROUP)
        : this.#byEvent(connection, host, timeNs, event);
    const group = this.groups[index] as LossGroup;
    if (host !== 0) group.firstKnownNs = Math.min(group.firstKnownNs, timeNs);
    group.lastLossNs = timeNs;
    this.lostIn[connection] = index;
    this.#groupOfHost[host] = index;
    this.#lastOfHost[host] = timeNs;
  }

  /** The latest event before a loss; or the next one, if that follows at once and the latest is long past. */
  #eventOf(timeNs: Nanoseconds): number {
    const events = this.#events;
    while ((events[this.#eventAt + 1]?.timeNs ?? Infinity) <= timeNs) this.#eventAt++;
    const latest = this.#eventAt;
    const next = events[latest + 1];
    if (next === undefined || next.timeNs - timeNs > EVENT_LAG_NS) return latest;
    const isRecent = timeNs - (events[latest]?.timeNs ?? -Infinity) <= this.#tolerances.gapNs;
    return isRecent ? latest : latest + 1;
  }

  /** The group of a host's loss by its bursts alone; none = a new burst begins. */
  #underWay(host: number, timeNs: Nanoseconds): number {
    const group = this.#groupOfHost[host] as number;
    const pauseNs = timeNs - (this.#lastOfHost[host] as number);
    return group !== NO_GROUP && pauseNs <= this.#tolerances.gapNs ? group : NO_GROUP;
  }

  /** @param earliest the group in which the connection before was lost: this loss came of it, or of a later one */
  #inferred(host: number, timeNs: Nanoseconds, earliest: number): number {
    const current = this.#underWay(host, timeNs);
    if (current !== NO_GROUP && current >= earliest) return current;
    const latest = this.groups.at(-1);
    if (latest === undefined) return this.#open(timeNs);
    // A loss of no host has no burst of its own to begin, and one that follows another of its
    // client belongs to no burst before that: they belong to what is going on.
    const follows = host === 0 || current !== NO_GROUP;
    const isNear = follows
      ? timeNs - latest.lastLossNs <= this.#tolerances.gapNs
      : timeNs - Math.min(latest.firstKnownNs, latest.lastLossNs) <= this.#tolerances.togetherNs;
    return isNear ? this.groups.length - 1 : this.#open(timeNs);
  }

  #byEvent(connection: number, host: number, timeNs: Nanoseconds, event: number): number {
    const ofHost = this.#groupOfHost[host] as number;
    const current = this.groups[ofHost];
    if (host !== 0 && current?.event !== undefined && current.event < event) {
      const hitNs = this.#events[current.event]?.timeNs ?? 0;
      const isStraggler =
        timeNs <= hitNs + this.#tolerances.gapNs + EVENT_LAG_NS &&
        (this.#losses.connectNs[connection] as number) < hitNs;
      if (isStraggler) return ofHost;
    }
    const known = this.#groupOfEvent.get(event);
    if (known !== undefined) return known;
    const opened = this.#open(timeNs, event);
    this.#groupOfEvent.set(event, opened);
    return opened;
  }

  #open(timeNs: Nanoseconds, event?: number): number {
    const group: LossGroup = {
      firstLossNs: timeNs,
      firstKnownNs: Infinity,
      lastLossNs: timeNs,
      ...(event !== undefined && { event }),
    };
    return this.groups.push(group) - 1;
  }
}
