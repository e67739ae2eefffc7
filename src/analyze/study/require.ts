import { StatsError, type Run } from '../../stats/pure.ts';

/** @throws {StatsError} where the run was recorded without connections */
export function requireConnections(run: Run<never>): void {
  if (run.connections.length === 0) throw notRecorded(run, 'ConnStats', 'connections');
}

/** @throws {StatsError} where the run was recorded without samples */
export function requireSamples(run: Run<never>): void {
  if (run.samples.length === 0) throw notRecorded(run, 'Samples', 'samples');
}

function notRecorded({ truncated }: Run<never>, key: string, what: string): StatsError {
  return new StatsError({
    code: 'not-recorded',
    path: `$.${key}`,
    expected: truncated === undefined ? `${what} (record the run with -stats=all)` : what,
    found: truncated === undefined ? 'none' : 'none: the file was cut short before them',
  });
}
