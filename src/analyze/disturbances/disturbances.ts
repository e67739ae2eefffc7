import type { Nanoseconds } from '../../stats/pure.ts';
import { studyOf, type RunOrStudy, type StudyOptions } from '../study/study.ts';
import type { CountByHost, Disturbance } from './disturbance.ts';
import { disturbancesOf, type CountByCode, type DisturbancesColumn } from './find-disturbances.ts';

/** The disturbances of a run, in order of time. */
export interface Disturbances {
  readonly disturbances: readonly Disturbance[];
  /** Lost connections for which no successor was found. */
  readonly unpaired: number;
  /** No time of a loss is known better than this. */
  readonly resolutionNs: Nanoseconds;
}

/**
 * Finds the disturbances of a run: each host's losses are split into bursts, and bursts of several
 * hosts whose first losses lie within the resolution (at least 100 ms) of each other are one
 * disturbance. So a route change, which hits all hosts at one instant, is one; the steps of a
 * rolling upgrade are several, even where the stragglers of one overlap the next.
 *
 * @param options.events decide instead where they are given
 * @throws {StatsError} where the run was recorded without connections
 * @example
 * for (const { startNs, lost } of disturbances(run).disturbances) console.log(startNs / 1e9, lost);
 */
export function disturbances(
  of: RunOrStudy<DisturbancesColumn>,
  options: StudyOptions = {},
): Disturbances {
  const found = disturbancesOf(studyOf(of, options));
  const named = (counts: CountByCode): CountByHost =>
    Object.fromEntries(
      [...counts]
        .map(([code, count]): [string, number] => [found.hostName(code), count])
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return {
    disturbances: found.disturbances.map((disturbance) => ({
      ...disturbance,
      lost: named(disturbance.lost),
      reconnected: named(disturbance.reconnected),
      survivors: named(disturbance.survivors),
      settled: named(disturbance.settled),
    })),
    unpaired: found.chains.unpaired,
    resolutionNs: found.resolutionNs,
  };
}
