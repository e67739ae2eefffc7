import type { Io } from '../../shared/program/io.ts';
import { leaveIfInterrupted, type FinishedRun } from './observed.ts';
import { drawResults, showResults, type Presentation } from './results.ts';

/**
 * Shows a run and draws its pictures.
 *
 * @throws {ExitStatus} where a signal ended it
 */
export async function present(
  finished: FinishedRun,
  folder: string,
  presentation: Presentation,
  io: Io,
): Promise<void> {
  await showResults(finished.study, presentation, io);
  await drawResults(folder, finished.study, io);
  io.stdout.write(`Everything is in ${folder}/\n`);
  leaveIfInterrupted(finished);
}
