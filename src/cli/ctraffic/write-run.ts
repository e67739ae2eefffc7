import { runParts, writeStats, type Run } from '../../stats/index.ts';
import type { Sink } from '../shared/program/io.ts';
import type { StatsDetail } from './flags/flags.ts';

/** Writes the statistics of a run, piece by piece: they can be longer than a string can be. */
export function writeRun(run: Run, detail: StatsDetail, sink: Sink): void {
  if (detail === 'none') return;
  const parts = detail === 'all' ? runParts(run) : { header: run.header };
  for (const piece of writeStats(parts)) sink.write(piece);
  sink.write('\n');
}
