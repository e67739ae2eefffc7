import { connectionRows } from '../run/connection-rows.ts';
import type { Run } from '../run/run.ts';
import { sampleRows } from '../run/sample-rows.ts';
import type { RunParts } from './write-stats.ts';

/** All that a statistics file holds of a run; to be written by `writeStats`. */
export function runParts({ header, connections, samples }: Run): RunParts {
  return { header, connections: connectionRows(connections), samples: sampleRows(samples) };
}
