import type { Run } from '../../../stats/pure.ts';
import { requireConnections } from '../../study/require.ts';

/** Columns that `hostCounts` reads. */
export const HOST_COUNTS_COLUMNS = ['connectNs', 'lost', 'host'] as const;
export type HostCountsRun = Run<(typeof HOST_COUNTS_COLUMNS)[number]>;

/** Connections per host name, in the order of the names; '' = no echo came. */
export type HostCount = ReadonlyMap<string, number>;

export interface HostCounts {
  /** Connections that ended with an error. */
  readonly lost: HostCount;
  /** Connections that lasted to the end of the run. */
  readonly lasting: HostCount;
}

/**
 * Lost and lasting connections per host. Connections that were never established, and have no error, are in neither.
 *
 * @throws {StatsError} where the run was recorded without connections
 */
export function hostCounts(run: HostCountsRun): HostCounts {
  requireConnections(run);
  const { connectNs, lost: isLost, host, length } = run.connections;
  const lost = new Uint32Array(host.distinct);
  const lasting = new Uint32Array(host.distinct);
  for (let i = 0; i < length; i++) {
    const code = host.codes[i] as number;
    if (isLost[i] === 1) lost[code] = (lost[code] as number) + 1;
    else if (connectNs[i] !== 0) lasting[code] = (lasting[code] as number) + 1;
  }
  const named = (counts: Uint32Array): HostCount =>
    new Map(
      [...counts]
        .map((count, code): [string, number] => [host.value(code), count])
        .filter(([, count]) => count > 0)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  return { lost: named(lost), lasting: named(lasting) };
}

/** Connections of all hosts together. */
export function totalOf(counts: HostCount): number {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
}
