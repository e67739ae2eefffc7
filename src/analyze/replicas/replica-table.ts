import { sum } from 'd3-array';
import type { Nanoseconds } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';
import {
  DISTURBANCES_COLUMNS,
  disturbancesOf,
  type CountByCode,
  type DisturbancesColumn,
  type DisturbancesRun,
  type FoundDisturbances,
} from '../disturbances/find-disturbances.ts';
import {
  foundOnce,
  studyOf,
  type RunOrStudy,
  type Study,
  type StudyOptions,
} from '../study/study.ts';
import { burstGapNs } from '../support/resolution.ts';
import { assignPlaces, type HostLife } from './replica-places.ts';

/** Columns that `replicaTable` reads. */
export const REPLICA_TABLE_COLUMNS: typeof DISTURBANCES_COLUMNS = DISTURBANCES_COLUMNS;

/** A place in the deployment; the hosts that held it, one after another. */
export interface Replica {
  /** R1, R2 … in the order in which they were first disturbed. */
  readonly name: string;
  /** Host names, old to new. */
  readonly hosts: readonly string[];
}

/** The state before the first disturbance, or after one has settled. */
export interface ReplicaRow {
  /** Start of the disturbance; 0 in the first row. */
  readonly timeNs: Nanoseconds;
  /** What was done, where the events tell. */
  readonly event?: string;
  /** Connections per replica. */
  readonly connections: readonly number[];
  /** Lost connections per replica. */
  readonly lostPerReplica: readonly number[];
  /** What the disturbance cost: lost connections of known replicas. */
  readonly lost: number;
}

/** Connections per replica, and what each disturbance cost. */
export interface ReplicaTable {
  readonly replicas: readonly Replica[];
  readonly rows: readonly ReplicaRow[];
  /** Lost connections of all rows. */
  readonly total: number;
  /** Connections lost before their first echo, in no row: nobody knows their replica. */
  readonly lostUnknown: number;
  readonly resolutionNs: Nanoseconds;
}

/**
 * The replica table. A new host name takes the place of the replica that disappeared last before it
 * was first seen; where several disappeared together, of the one that was disturbed first.
 *
 * @param options.events decide where a disturbance begins
 * @throws {StatsError} where the run was recorded without connections
 */
export function replicaTable(
  of: RunOrStudy<DisturbancesColumn>,
  options: StudyOptions = {},
): ReplicaTable {
  return replicasOf(studyOf(of, options));
}

/** The same, found once for a study. */
export const replicasOf: (study: Study<DisturbancesColumn>) => ReplicaTable =
  foundOnce(findReplicas);

function findReplicas(study: Study<DisturbancesColumn>): ReplicaTable {
  const found = disturbancesOf(study);
  const places = assignPlaces(hostLives(study.run, found));
  const placeOf = new Map(places.flatMap((codes, place) => codes.map((code) => [code, place])));
  const perPlace = (counts: CountByCode): number[] => {
    const sums = places.map(() => 0);
    for (const [code, count] of counts) {
      const place = placeOf.get(code);
      if (place !== undefined) sums[place] = (sums[place] ?? 0) + count;
    }
    return sums;
  };
  // What cost no known replica anything is no row, though it may have let clients in.
  const costly = [...found.disturbances.entries()].filter(([, { lostTotal }]) => lostTotal > 0);
  const justBefore = (row: number): CountByCode => {
    const next = costly[row]?.[0] ?? found.disturbances.length;
    return found.disturbances[next - 1]?.settled ?? found.initial;
  };
  return {
    replicas: places.map((codes, place) => ({
      name: `R${place + 1}`,
      hosts: codes.map((code) => found.hostName(code)),
    })),
    rows: [
      {
        timeNs: 0,
        connections: perPlace(justBefore(0)),
        lostPerReplica: perPlace(new Map()),
        lost: 0,
      },
      ...costly.map(([, { startNs, event, lost, lostTotal }], row) => ({
        timeNs: startNs,
        ...(event !== undefined && { event }),
        connections: perPlace(justBefore(row + 1)),
        lostPerReplica: perPlace(lost),
        lost: lostTotal,
      })),
    ],
    total: sum(costly, ([, { lostTotal }]) => lostTotal),
    lostUnknown: sum(found.disturbances, ({ lostUnknown }) => lostUnknown),
    resolutionNs: found.resolutionNs,
  };
}

function hostLives(
  run: DisturbancesRun,
  { bornAfter, lostIn, disturbances }: FoundDisturbances,
): HostLife[] {
  const { connectNs, endedNs, host, length } = run.connections;
  const gapNs = burstGapNs(run.header);
  const lives: (HostLife | undefined)[] = [];
  for (let i = 0; i < length; i++) {
    const code = host.codes[i] as number;
    if (code === 0) continue;
    const life = (lives[code] ??= {
      code,
      name: host.value(code),
      firstSeenNs: Infinity,
      firstBornAfter: Infinity,
      latest: NONE,
      inProgress: false,
      firstLossNs: Infinity,
      goneIn: NONE,
    });
    const lost = lostIn[i] as number;
    life.firstSeenNs = Math.min(life.firstSeenNs, connectNs[i] as number);
    life.firstBornAfter = Math.min(life.firstBornAfter, bornAfter[i] as number);
    life.goneIn = Math.max(life.goneIn, lost === NONE ? Infinity : lost);
    if (lost !== NONE) life.firstLossNs = Math.min(life.firstLossNs, endedNs[i] as number);
  }
  const inOrder = lives
    .filter((life) => life !== undefined)
    .sort((a, b) => a.firstSeenNs - b.firstSeenNs);
  let latest = NONE;
  let next = 0;
  for (const life of inOrder) {
    for (; (disturbances[next]?.firstLossNs ?? Infinity) <= life.firstSeenNs; next++) {
      if ((disturbances[next]?.lostTotal ?? 0) > 0) latest = next;
    }
    const endNs = disturbances[latest]?.endNs ?? -Infinity;
    life.latest = latest;
    life.inProgress = life.firstSeenNs - endNs <= gapNs;
  }
  return inOrder;
}
