import {
  runScenario,
  type Family,
  type LocalUpgradeOptions,
  type Scenario,
  type ScenarioOutcome,
  type ScenarioRunOptions,
  type Topology,
  type TrafficOptions,
} from '../../../lab/index.ts';
import { statusLine } from '../../ctraffic/monitor/status-line.ts';
import { stopSignals } from '../../ctraffic/stop-signals.ts';
import { PROCESS_WORLD } from '../../ctraffic/world.ts';
import { ExitStatus } from '../../shared/errors.ts';
import type { Io } from '../../shared/program/io.ts';
import { say } from '../../shared/program/run-program.ts';
import { CTRAFFIC } from '../host/ctraffic-program.ts';
import type { LabHost } from '../host/host.ts';
import { drawIdFor } from '../options/lab-id.ts';
import type { LabFlags } from '../options/options.ts';
import { createProgress, type Progress } from './progress.ts';
import {
  drawResults,
  readLabRun,
  showResults,
  type LabRun,
  type Presentation,
} from '../results.ts';

/** What a shell says of a program that SIGINT ended. */
const EXIT_INTERRUPTED = 130;

/** What the client says once a second, which is nothing to keep. */
const STATUS_LINE = /^Conn act\//;

/** Room for the status; the progress line cuts it to the terminal's own width. */
const STATUS_WIDTH = 200;

/** What came of a run. */
export interface FinishedRun extends LabRun {
  /** A signal ended it early. */
  readonly interrupted: boolean;
}

export interface RunRequest {
  readonly scenario: Scenario;
  readonly flags: LabFlags;
  readonly families: Topology['families'];
  readonly family: Family;
  readonly traffic: TrafficOptions;
  readonly folder: string;
}

/**
 * Runs work that makes traffic: with progress, and so that a signal ends it in good order.
 *
 * @returns what came of it; a run that was interrupted is read as well
 */
async function observed(
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
  const result = await readLabRun(folder, program, io);
  const interrupted = stop.signal.aborted;
  if (!outcome.complete && !interrupted) {
    say(
      io,
      program,
      'the run was over before everything was done: a longer --timeout has room for it',
    );
  }
  return { ...result, interrupted };
}

/** What a local upgrade is asked for. */
export type LocalRequest = Pick<LocalUpgradeOptions, 'replicas' | 'fromMs' | 'traffic' | 'folder'>;

/** Runs an upgrade without namespaces, and reads what came of it. */
export async function runLocally(
  request: LocalRequest,
  program: string,
  io: Io,
): Promise<FinishedRun> {
  const { upgradeLocally } = await import('../../../lab/run/local-upgrade.ts');
  return observed(program, request.folder, io, (signal, progress) =>
    upgradeLocally({
      ...request,
      signal,
      onEvent: progress.event,
      onStatus: (status) => {
        progress.status(statusLine(status, { width: STATUS_WIDTH, colour: false }));
      },
      onNotice: (notice) => {
        progress.say(`${program}: ${notice}`);
      },
    }),
  );
}

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
  await showResults(finished, presentation, io);
  await drawResults(folder, finished, io);
  io.stdout.write(`Everything is in ${folder}/\n`);
  leaveIfInterrupted(finished);
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

/** Runs a scenario in a lab of its own, and reads what came of it. */
export async function runInLab(
  { scenario, flags, families, family, traffic, folder }: RunRequest,
  { records, unprivileged }: LabHost,
  program: string,
  io: Io,
): Promise<FinishedRun> {
  return observed(program, folder, io, (signal, progress) => {
    const options: ScenarioRunOptions = {
      scenario,
      id: flags.id ?? drawIdFor(records),
      mode: flags.mode,
      families,
      family,
      traffic,
      folder,
      program: CTRAFFIC,
      records,
      unprivileged,
      signal,
      onEvent: progress.event,
      onLine: (line) => {
        if (STATUS_LINE.test(line)) progress.status(line);
        else progress.say(line);
      },
    };
    return runScenario(options);
  });
}
