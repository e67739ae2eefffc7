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
import { groupLosses } from './bursts.ts';
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
  const chains = chainsOf(study);
  const inOrder = lossOrderOf(study);
  const { endedNs, connectNs, host } = run.connections;
  const resolution = resolutionNs(run.header);
  const gapNs = burstGapNs(run.header);
  const { groups, lostIn } = groupLosses(
    {
      inOrder,
      endedNs,
      connectNs,
      hostCodes: host.codes,
      hosts: host.distinct,
      predecessor: chains.predecessor,
    },
    {
      togetherNs: Math.max(resolution, MIN_TOGETHER_NS),
      gapNs,
    },
    events,
  );
  // A group that cost no known host anything begins nothing: it counts as the next one.
  const startsNs = groups.map(({ firstKnownNs }) => firstKnownNs);
  for (let i = startsNs.length - 2; i >= 0; i--) {
    startsNs[i] = Math.min(startsNs[i] as number, startsNs[i + 1] as number);
  }
  const bornAfter = births(run.connections, chains, lostIn, startsNs, gapNs);
  const { initial, arrivals } = arrivalsByHost(host, bornAfter, groups.length);

  const found: FoundDisturbance[] = [];
  const tally = (): Tally => new Tally(host.distinct);
  const tallies = { lost: tally(), passing: tally(), reconnected: tally() };
  let before: CountByCode = initial;
  const lostBy = groupedBy(lostIn, groups.length);
  for (const [index, group] of groups.entries()) {
    const connections = lostBy[index] ?? new Uint32Array(0);
    let lostUnknown = 0;
    for (let i = 0; i < connections.length; i++) {
      const connection = connections[i] as number;
      const code = host.codes[connection] as number;
      // A connection can come and go within one disturbance: then it was no survivor before.
      const isPassing = (bornAfter[connection] as number) > index;
      if (code === 0) lostUnknown++;
      else if (isPassing) tallies.passing.add(code);
      else tallies.lost.add(code);
      const next = chains.successor[connection] as number;
      const landed = next === NONE ? 0 : (host.codes[next] as number);
      if (landed !== 0) tallies.reconnected.add(landed);
    }
    const lost = tallies.lost.take();
    const passing = tallies.passing.take();
    const reconnected = tallies.reconnected.take();
    const survivors = new Map(before);
    for (const [code, count] of lost) increment(survivors, code, -count);
    const settled = new Map(survivors);
    for (const [code, count] of passing) {
      increment(lost, code, count);
      increment(settled, code, -count);
    }
    for (const [code, count] of arrivals[index] ?? []) increment(settled, code, count);
    const event = group.event === undefined ? undefined : events[group.event];
    found.push({
      startNs: event?.timeNs ?? group.firstLossNs,
      firstLossNs: group.firstLossNs,
      endNs: group.lastLossNs,
      ...(event && { event: event.text }),
      lost,
      lostTotal: connections.length - lostUnknown,
      lostUnknown,
      reconnected,
      reconnectedTotal: sum(reconnected.values()),
      survivors: positive(survivors),
      survivorsTotal: sum(positive(survivors).values()),
      settled: positive(settled),
    });
    before = positive(settled);
  }
  return {
    disturbances: found,
    initial,
    lostIn,
    bornAfter,
    chains,
    resolutionNs: resolution,
    hostName: (code) => host.value(code),
  };
}

/**
 * For each connection, how many disturbances had begun when it took its client's place: those up to
 * the one that its predecessor was lost in, also for stragglers, whose place is taken when the next
 * one has begun already. But a client that had to wait longer than any straggler had no place at all
 * in between. A connection lost before its first echo held no place.
 */
function births(
  { startedNs, connectNs, host }: DisturbancesRun['connections'],
  { predecessor, successor }: ClientChains,
  lostIn: Int32Array,
  startsNs: readonly Nanoseconds[],
  gapNs: Nanoseconds,
): Int32Array {
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

function increment(counts: Map<number, number>, code: number, by: number): void {
  counts.set(code, (counts.get(code) ?? 0) + by);
}

function positive(counts: CountByCode): CountByCode {
  return new Map([...counts].filter(([, count]) => count > 0));
}
