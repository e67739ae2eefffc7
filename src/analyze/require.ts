import { StatsError, type Run } from '../stats/pure.ts';

/** @throws {StatsError} where the run was recorded without connections */
export function requireConnections(run: Run<never>): void {
  if (run.connections.length === 0) throw notRecorded('ConnStats', 'connections');
}

/** @throws {StatsError} where the run was recorded without samples */
export function requireSamples(run: Run<never>): void {
  if (run.samples.length === 0) throw notRecorded('Samples', 'samples');
}

function notRecorded(key: string, what: string): StatsError {
  return new StatsError({
    code: 'not-recorded',
    path: `$.${key}`,
    expected: `${what} (record the run with -stats=all)`,
    found: 'none',
  });
}
