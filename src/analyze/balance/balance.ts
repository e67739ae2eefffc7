import { max, sum } from 'd3-array';
import type { Nanoseconds } from '../../stats/pure.ts';
import {
  DISTURBANCES_COLUMNS,
  type DisturbancesColumn,
} from '../disturbances/find-disturbances.ts';
import { replicasOf, type Replica, type ReplicaTable } from '../replicas/replica-table.ts';
import { evenTest, type EvenTest } from '../statistics/even-test.ts';
import { studyOf, type RunOrStudy, type StudyOptions } from '../study/study.ts';
import { BALANCED_P, unbalancedUntil } from './unbalanced-until.ts';

/** Columns that `balance` reads. */
export const BALANCE_COLUMNS: typeof DISTURBANCES_COLUMNS = DISTURBANCES_COLUMNS;

/** How evenly connections are spread over some replicas. */
export interface Evenness {
  readonly replicas: number;
  /** Connections of the fullest replica over those of the average one; 1 = even, null = there are none. */
  readonly maxOverMean: number | null;
  /** Against an even spread. */
  readonly test: EvenTest;
  /** Whether chance explains the unevenness: p is 0.05 or more. No connections are not balanced. */
  readonly balanced: boolean;
}

/** Connections per replica at one time. */
export interface BalanceState {
  readonly connections: readonly number[];
  /** Over all replicas of the run, whether or not they have connections. */
  readonly all: Evenness;
  /** Over those that have connections. */
  readonly inUse: Evenness;
}

export interface DisturbanceBalance {
  readonly timeNs: Nanoseconds;
  readonly event?: string;
  readonly lost: number;
  readonly before: BalanceState;
  /** When it had settled: just before the next one, or at the end. */
  readonly after: BalanceState;
  /**
   * From its start until connections were spread evenly over all replicas, and stayed so until the
   * next one or the end; 0 = they always were, null = they never were.
   */
  readonly balancedAfterNs: Nanoseconds | null;
}

export interface Balance {
  readonly replicas: readonly Replica[];
  readonly start: BalanceState;
  readonly disturbances: readonly DisturbanceBalance[];
  readonly resolutionNs: Nanoseconds;
}

/**
 * How evenly connections are spread over the replicas before and after each disturbance.
 *
 * @param options.events decide where a disturbance begins
 * @throws {StatsError} where the run was recorded without connections
 */
export function balance(of: RunOrStudy<DisturbancesColumn>, options: StudyOptions = {}): Balance {
  const study = studyOf(of, options);
  const table = replicasOf(study);
  const states = table.rows.map(({ connections }) => stateOf(connections));
  const until = unbalancedUntil(study, table);
  const none = stateOf([]);
  return {
    replicas: table.replicas,
    start: states[0] ?? none,
    disturbances: table.rows.slice(1).map(({ timeNs, event, lost }, index) => ({
      timeNs,
      ...(event !== undefined && { event }),
      lost,
      before: states[index] ?? none,
      after: states[index + 1] ?? none,
      balancedAfterNs: balancedAfter(table, until, index + 1),
    })),
    resolutionNs: table.resolutionNs,
  };
}

function balancedAfter(
  { rows }: ReplicaTable,
  until: readonly Nanoseconds[],
  row: number,
): Nanoseconds | null {
  const endNs = until[row] ?? 0;
  return endNs === Infinity ? null : Math.max(0, endNs - (rows[row]?.timeNs ?? 0));
}

function stateOf(connections: readonly number[]): BalanceState {
  return {
    connections,
    all: evenness(connections),
    inUse: evenness(connections.filter((count) => count > 0)),
  };
}

function evenness(connections: readonly number[]): Evenness {
  const total = sum(connections);
  const most = max(connections) ?? 0;
  const test = evenTest(connections);
  return {
    replicas: connections.length,
    maxOverMean: total === 0 ? null : (most * connections.length) / total,
    test,
    balanced: total > 0 && (test.p === null || test.p >= BALANCED_P),
  };
}
