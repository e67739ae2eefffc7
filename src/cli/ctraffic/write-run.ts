import { connectionRows, sampleRows, writeStats, type Run } from '../../stats/index.ts';
import type { Sink } from '../shared/program/io.ts';
import type { StatsDetail } from './flags/flags.ts';

/** Writes the statistics of a run, piece by piece: they can be longer than a string can be. */
export function writeRun(
  { header, connections, samples }: Run,
  detail: StatsDetail,
  sink: Sink,
): void {
  if (detail === 'none') return;
  const parts =
    detail === 'all'
      ? { header, connections: connectionRows(connections), samples: sampleRows(samples) }
      : { header };
  for (const piece of writeStats(parts)) sink.write(piece);
  sink.write('\n');
}
