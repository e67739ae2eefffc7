import {
  CONNECTION_COUNTS_COLUMNS,
  connectionsReport,
  HOST_COUNTS_COLUMNS,
  hostsReport,
  throughputReport,
  type Report,
} from '../../analyze/index.ts';
import type { ConnectionColumn, Run } from '../../stats/index.ts';
import { readRun } from '../shared/input/read-run.ts';
import { withSource } from '../shared/input/with-source.ts';
import type { Io } from '../shared/program/io.ts';
import type { Analysis as AnalysisName } from './flags/flags.ts';

interface Analysis {
  readonly columns: readonly ConnectionColumn[];
  readonly report: (run: Run) => Report;
}

const REPORTS: Readonly<Record<AnalysisName, Analysis>> = {
  throughput: { columns: [], report: throughputReport },
  connections: { columns: CONNECTION_COUNTS_COLUMNS, report: connectionsReport },
  hosts: { columns: HOST_COUNTS_COLUMNS, report: hostsReport },
};

/**
 * Prints an analysis of a recorded run, word for word as the original does.
 *
 * @throws {StatsError}
 */
export async function postAnalysis(
  file: string,
  analysis: AnalysisName,
  program: string,
  io: Io,
): Promise<void> {
  const { columns, report } = REPORTS[analysis];
  const run = await readRun({ file, columns, program }, io);
  let text: string;
  try {
    text = report(run).toText();
  } catch (error) {
    throw withSource(error, file);
  }
  io.stdout.write(text);
}
