import {
  runScenario,
  type Family,
  type Scenario,
  type ScenarioRunOptions,
  type Topology,
  type TrafficOptions,
} from '../../../lab/index.ts';
import type { Io } from '../../shared/program/io.ts';
import { CTRAFFIC } from '../host/ctraffic-program.ts';
import type { LabHost } from '../host/host.ts';
import type { LabFlags } from '../options/lab-options.ts';
import { drawIdFor } from './lab-id.ts';
import { observed, type FinishedRun } from './observed.ts';

/** What the client says once a second, which is nothing to keep. */
const STATUS_LINE = /^Conn act\//;

export interface RunRequest {
  readonly scenario: Scenario;
  readonly flags: LabFlags;
  readonly families: Topology['families'];
  readonly family: Family;
  readonly traffic: TrafficOptions;
  readonly folder: string;
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
