import { ANALYSES as CATALOGUE, type AnyRunAnalysis } from '../../analyze/index.ts';
import type { ConnectionColumn } from '../../stats/index.ts';
import { readRun } from '../shared/input/read-run.ts';
import { withSource } from '../shared/input/with-source.ts';
import type { Io } from '../shared/program/io.ts';
import type { AnalysisName } from './flags/flags.ts';

/**
 * Prints an analysis of a recorded run, word for word as the original does.
 *
 * @throws {StatsError}
 */
export async function postAnalysis(
  file: string,
  name: AnalysisName,
  program: string,
  io: Io,
): Promise<void> {
  const { columns, report } = originalAnalysis(name);
  const run = await readRun<ConnectionColumn>({ file, columns, program }, io);
  let text: string;
  try {
    text = report(run).toText();
  } catch (error) {
    throw withSource(error, file);
  }
  io.stdout.write(text);
}

function originalAnalysis(name: string): AnyRunAnalysis {
  const found = CATALOGUE.find((analysis) => analysis.input === 'run' && analysis.name === name);
  if (found?.input !== 'run') throw new TypeError(`the catalogue has no ${name}`);
  return found;
}
