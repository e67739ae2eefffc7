import type { Study } from '../../../analyze/index.ts';
import type { ScenarioOutcome } from '../../../lab/index.ts';
import { stopSignals } from '../../ctraffic/stop-signals.ts';
import { PROCESS_WORLD } from '../../ctraffic/world.ts';
import { ExitStatus } from '../../shared/errors.ts';
import type { Io } from '../../shared/program/io.ts';
import { say } from '../../shared/output/say.ts';
import { createProgress, type Progress } from './progress.ts';
import { readLabRun } from './results.ts';

/** What a shell says of a program that SIGINT ended. */
const EXIT_INTERRUPTED = 130;

/** What came of a run. */
export interface FinishedRun {
  readonly study: Study;
  /** A signal ended it early. */
  readonly interrupted: boolean;
}

/**
 * Runs work that makes traffic: with progress, and so that a signal ends it in good order.
 *
 * @returns what came of it; a run that was interrupted is read as well
 */
export async function observed(
  program: string,
  folder: string,
  io: Io,
  work: (signal: AbortSignal, progress: Progress) => Promise<ScenarioOutcome>,
): Promise<FinishedRun> {
  const progress = createProgress(io);
  const stop = stopSignals(PROCESS_WORLD, progress.finish);
  let outcome: ScenarioOutcome;
  try {
    outcome = await work(stop.signal, progress);
  } catch (error) {
    throw interruptedOr(error, stop.signal);
  } finally {
    stop.release();
    progress.finish();
  }
  const study = await readLabRun(folder, program, io);
  const interrupted = stop.signal.aborted;
  if (!outcome.complete && !interrupted) {
    say(
      io,
      program,
      'the run was over before everything was done: a longer --timeout has room for it',
    );
  }
  return { study, interrupted };
}

/** @throws {ExitStatus} where a signal ended the run */
export function leaveIfInterrupted({ interrupted }: FinishedRun): void {
  if (interrupted) throw new ExitStatus(EXIT_INTERRUPTED);
}

/** What to throw where work failed: who asked it to end does not want to hear that it could not go on. */
export function interruptedOr(error: unknown, signal: AbortSignal): unknown {
  const isAbort = error instanceof Error && error.name === 'AbortError';
  return isAbort && signal.aborted ? new ExitStatus(EXIT_INTERRUPTED) : error;
}
