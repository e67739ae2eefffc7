import { bisectRight, sum } from 'd3-array';
import type { Nanoseconds, Run } from '../../stats/pure.ts';
import {
  chainsOf,
  CLIENT_CHAINS_COLUMNS,
  lossOrderOf,
  NONE,
  type ClientChains,
} from '../clients/client-chains.ts';
import { foundOnce, type Study } from '../study/study.ts';
import { groupedBy } from '../support/order.ts';
import { burstGapNs, resolutionNs } from '../support/resolution.ts';
import { groupLosses, type GroupedLosses } from './bursts.ts';
import type { DisturbanceBy } from './disturbance.ts';
import { Tally } from './tally.ts';

/** Columns that the search for disturbances reads. */
export const DISTURBANCES_COLUMNS: readonly [...typeof CLIENT_CHAINS_COLUMNS, 'host'] = [
  ...CLIENT_CHAINS_COLUMNS,
  'host',
];
export type DisturbancesColumn = (typeof DISTURBANCES_COLUMNS)[number];
export type DisturbancesRun = Run<DisturbancesColumn>;

/** First losses closer together than this are one disturbance, however fine the resolution. */
const MIN_TOGETHER_NS: Nanoseconds = 100e6;

/** Connections per host code. */
export type CountByCode = ReadonlyMap<number, number>;

/** A disturbance whose hosts are codes of the run's column. */
export type FoundDisturbance = DisturbanceBy<CountByCode>;

/** The disturbances of a run, and from and to when each connection counts. */
export interface FoundDisturbances {
  readonly disturbances: readonly FoundDisturbance[];
  /** Connections per host before the first disturbance. */
  readonly initial: CountByCode;
  /** Connection -> the disturbance that it was lost in; `NONE` = not lost. */
  readonly lostIn: Int32Array;
  /** Connection -> disturbances that were over, or under way, when it took its client's place. */
  readonly bornAfter: Int32Array;
  readonly chains: ClientChains;
  /** No time of a loss is known better than this. */
  readonly resolutionNs: Nanoseconds;
  /** Name of a host code. */
  readonly hostName: (code: number) => string;
}

/** The search behind `disturbances`, with what other analyses need to go on from it. */
export const disturbancesOf: (study: Study<DisturbancesColumn>) => FoundDisturbances =
  foundOnce(findDisturbances);

function findDisturbances(study: Study<DisturbancesColumn>): FoundDisturbances {
  const { run, events } = study;
  const { host } = run.connections;
  const chains = chainsOf(study);
  const { groups, lostIn } = groupsOf(study, chains);
  const bornAfter = births(run, chains, lostIn, startsOf(groups));
  const { initial, arrivals } = arrivalsByHost(host, bornAfter, groups.length);
  const countLosses = lossCounter(host, chains, bornAfter);
  const lostBy = groupedBy(lostIn, groups.length);
  let before: CountByCode = initial;
  const disturbances = groups.map((group, index): FoundDisturbance => {
    const connections = lostBy[index] ?? new Uint32Array(0);
    const { lost, passing, reconnected, lostUnknown } = countLosses(connections, index);
    const survivors = changed(before, lost, -1);
    const settled = changed(changed(survivors, passing, -1), arrivals[index] ?? new Map(), 1);
    const event = group.event === undefined ? undefined : events[group.event];
    before = positive(settled);
    return {
      startNs: event?.timeNs ?? group.firstLossNs,
      firstLossNs: group.firstLossNs,
      endNs: group.lastLossNs,
      ...(event && { event: event.text }),
      lost: changed(lost, passing, 1),
      lostTotal: connections.length - lostUnknown,
      lostUnknown,
      reconnected,
      reconnectedTotal: sum(reconnected.values()),
      survivors: positive(survivors),
      survivorsTotal: sum(positive(survivors).values()),
      settled: before,
    };
  });
  return {
    disturbances,
    initial,
    lostIn,
    bornAfter,
    chains,
    resolutionNs: resolutionNs(run.header),
    hostName: (code) => host.value(code),
  };
}

function groupsOf(study: Study<DisturbancesColumn>, { predecessor }: ClientChains): GroupedLosses {
  const { run, events } = study;
  const { endedNs, connectNs, host } = run.connections;
  return groupLosses(
    {
      inOrder: lossOrderOf(study),
      endedNs,
      connectNs,
      hostCodes: host.codes,
      hosts: host.distinct,
      predecessor,
    },
    {
      togetherNs: Math.max(resolutionNs(run.header), MIN_TOGETHER_NS),
      gapNs: burstGapNs(run.header),
    },
    events,
  );
}

/** When each group began. One that cost no known host anything begins nothing: it counts as the next one. */
function startsOf(groups: GroupedLosses['groups']): Nanoseconds[] {
  const startsNs = groups.map(({ firstKnownNs }) => firstKnownNs);
  for (let i = startsNs.length - 2; i >= 0; i--) {
    startsNs[i] = Math.min(startsNs[i] as number, startsNs[i + 1] as number);
  }
  return startsNs;
}

/** What became of the connections that a disturbance cost. */
interface LossCounts {
  /** Connections per host that had been there before. */
  readonly lost: CountByCode;
  /** Those that came and went within it: they were no survivors before. */
  readonly passing: CountByCode;
  readonly reconnected: CountByCode;
  readonly lostUnknown: number;
}

/** @returns counts the connections that the disturbance with an index cost */
function lossCounter(
  { codes, distinct }: DisturbancesRun['connections']['host'],
  { successor }: ClientChains,
  bornAfter: Int32Array,
): (connections: Uint32Array, index: number) => LossCounts {
  const lost = new Tally(distinct);
  const passing = new Tally(distinct);
  const reconnected = new Tally(distinct);
  return (connections, index) => {
    let lostUnknown = 0;
    for (let i = 0; i < connections.length; i++) {
      const connection = connections[i] as number;
      const code = codes[connection] as number;
      if (code === 0) lostUnknown++;
      else if ((bornAfter[connection] as number) > index) passing.add(code);
      else lost.add(code);
      const next = successor[connection] as number;
      const landed = next === NONE ? 0 : (codes[next] as number);
      if (landed !== 0) reconnected.add(landed);
    }
    return {
      lost: lost.take(),
      passing: passing.take(),
      reconnected: reconnected.take(),
      lostUnknown,
    };
  };
}

/**
 * For each connection, how many disturbances had begun when it took its client's place: those up to
 * the one that its predecessor was lost in, also for stragglers, whose place is taken when the next
 * one has begun already. But a client that had to wait longer than any straggler had no place at all
 * in between. A connection lost before its first echo held no place.
 */
function births(
  { header, connections }: DisturbancesRun,
  { predecessor, successor }: ClientChains,
  lostIn: Int32Array,
  startsNs: readonly Nanoseconds[],
): Int32Array {
  const { startedNs, connectNs, host } = connections;
  const gapNs = burstGapNs(header);
  const born = new Int32Array(connectNs.length);
  for (let head = 0; head < born.length; head++) {
    if (predecessor[head] !== NONE) continue;
    let after = 0;
    for (let i = head; i !== NONE; i = successor[i] as number) {
      const connect = connectNs[i] as number;
      const lost = lostIn[i] as number;
      const hadToWait = i === head || connect - (startedNs[i] as number) > gapNs;
      if (hadToWait) {
        const begun = bisectRight(startsNs, connect);
        // What is lost in a disturbance was there before it.
        after = Math.max(after, lost === NONE ? begun : Math.min(begun, lost));
      }
      born[i] = after;
      if (host.codes[i] !== 0 && lost !== NONE) after = lost + 1;
    }
  }
  return born;
}

/** Connections per host that were there at first, and those that came with each disturbance. */
function arrivalsByHost(
  host: DisturbancesRun['connections']['host'],
  bornAfter: Int32Array,
  count: number,
): { initial: Map<number, number>; arrivals: Map<number, number>[] } {
  const tally = new Tally(host.distinct);
  const all = groupedBy(bornAfter, count + 1).map((connections) => {
    for (let i = 0; i < connections.length; i++) {
      const code = host.codes[connections[i] as number] as number;
      if (code !== 0) tally.add(code);
    }
    return tally.take();
  });
  const [initial = new Map<number, number>(), ...arrivals] = all;
  return { initial, arrivals };
}

/** Counts and as many times the others. */
function changed(counts: CountByCode, others: CountByCode, by: 1 | -1): Map<number, number> {
  const sums = new Map(counts);
  for (const [code, count] of others) sums.set(code, (sums.get(code) ?? 0) + by * count);
  return sums;
}

function positive(counts: CountByCode): CountByCode {
  return new Map([...counts].filter(([, count]) => count > 0));
}
