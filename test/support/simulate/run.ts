import { parseStats, type Run } from '../../../src/stats/index.ts';
import { serialise, type StatsFile } from './file.ts';

/** A file as the analysis gets it: written out and read again. */
export function runOf(file: StatsFile): Promise<Run> {
  return parseStats(new TextEncoder().encode(serialise(file)));
}
