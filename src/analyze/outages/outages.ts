import type { Nanoseconds } from '../../stats/pure.ts';
import { disturbancesOf } from '../disturbances/find-disturbances.ts';
import {
  foundOnce,
  studyOf,
  type RunOrStudy,
  type Study,
  type StudyOptions,
} from '../study/study.ts';
import { clientOutages, type ClientOutages } from './client-outages.ts';
import {
  outagesOfDisturbances,
  percentOfTime,
  validationNsOf,
  type Between,
  type DisturbanceOutages,
} from './disturbance-outages.ts';
import type { OutagesColumn } from './echo-times.ts';

/** How long the disturbances of a run hurt. */
export interface Outages {
  readonly disturbances: readonly DisturbanceOutages[];
  /** Whether outages come of the echoes' time stamps; else they are bounds. */
  readonly measured: boolean;
  /** Connected and unimpaired time of all clients over clients x duration. */
  readonly availabilityPercent?: Between<number>;
  /** Nothing must be lost for so long for a disturbance to count as over. */
  readonly validationNs: Nanoseconds;
  /** No time is known better than this (RFC 6413 6.1.3). */
  readonly resolutionNs: Nanoseconds;
  /** Lost connections for which no successor was found. */
  readonly unpaired: number;
}

/** The disturbances' outages, and a row for each client hit. */
export interface FoundOutages {
  readonly outages: Outages;
  readonly clientOutages: ClientOutages;
}

/**
 * How long each disturbance hurt: the outage of each client hit, and what follows from it.
 *
 * @param options.events decide where a disturbance begins, and tell the time to detect it
 * @throws {StatsError} where the run was recorded without connections
 * @example
 * for (const { outage, neverBack } of outages(run).disturbances) console.log(outage.least.max.ns, neverBack);
 */
export function outages(of: RunOrStudy<OutagesColumn>, options: StudyOptions = {}): Outages {
  return findOutages(of, options).outages;
}

/** The search behind `outages`, with the outage of each client. */
export function findOutages(
  of: RunOrStudy<OutagesColumn>,
  options: StudyOptions = {},
): FoundOutages {
  return outagesOf(studyOf(of, options));
}

/** The same, found once for a study. */
export const outagesOf: (study: Study<OutagesColumn>) => FoundOutages = foundOnce(searchOutages);

function searchOutages(study: Study<OutagesColumn>): FoundOutages {
  const { run } = study;
  const found = disturbancesOf(study);
  const rows = clientOutages(run, found);
  const percent = percentOfTime(run.header);
  return {
    outages: {
      disturbances: outagesOfDisturbances(run, found, rows),
      measured: rows.measured,
      ...(percent !== undefined &&
        run.truncated === undefined && {
          availabilityPercent: {
            least: percent(rows.servedLeastNs),
            most: percent(rows.servedMostNs),
          },
        }),
      validationNs: validationNsOf(found.resolutionNs),
      resolutionNs: found.resolutionNs,
      unpaired: found.chains.unpaired,
    },
    clientOutages: rows,
  };
}
