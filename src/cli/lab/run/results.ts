import { join } from 'node:path';
import {
  replicasAnalysis,
  studyOf,
  summaryAnalysis,
  type AnyRunAnalysis,
  type Study,
} from '../../../analyze/index.ts';
import { RUN_FILES } from '../../../lab/index.ts';
import { plotConnections, plotReplicas, plotThroughput, type Chart } from '../../../plot/index.ts';
import { ALL_COLUMNS, type ConnectionColumn } from '../../../stats/index.ts';
import { render } from '../../plot/render.ts';
import { readEvents } from '../../shared/input/read-events.ts';
import { readRun } from '../../shared/input/read-run.ts';
import { writeOutput } from '../../shared/output/write-output.ts';
import type { Io } from '../../shared/program/io.ts';

/**
 * A run of the lab, read back from its files.
 *
 * @throws {StatsError}
 */
export async function readLabRun(folder: string, program: string, io: Io): Promise<Study> {
  const file = join(folder, RUN_FILES.stats);
  const run = await readRun<ConnectionColumn>({ file, columns: ALL_COLUMNS, program }, io);
  return studyOf(run, { events: readEvents(join(folder, RUN_FILES.events), run.header) });
}

/** How a run is shown in a terminal. */
export interface Presentation {
  readonly chart: 'connections' | 'throughput';
  /** What explains it, after its summary and its replicas. */
  readonly explanations: readonly AnyRunAnalysis[];
}

/** Shows reports of a run, and a chart. */
export async function showResults(
  study: Study,
  { chart, explanations }: Presentation,
  io: Io,
): Promise<void> {
  const live = io.stdout.isTTY === true;
  const drawing = await render(
    chartsOf(study)[chart],
    { kind: 'txt', path: '-', live },
    { renderer: 'resvg', dynamic: false },
    io,
  );
  for (const { report } of [summaryAnalysis, replicasAnalysis, ...explanations]) {
    io.stdout.write(`${report(study).toText()}\n`);
  }
  io.stdout.write(drawing);
}

/** Writes the pictures of a run into its folder. */
export async function drawResults(folder: string, study: Study, io: Io): Promise<void> {
  for (const [name, chart] of Object.entries(chartsOf(study))) {
    writeOutput(join(folder, `${name}.svg`), `${await chart.toSVG()}\n`, io);
    writeOutput(join(folder, `${name}.png`), await chart.toPNG(), io);
  }
}

function chartsOf(study: Study): Record<'connections' | 'throughput' | 'replicas', Chart> {
  return {
    connections: plotConnections(study, { active: true }),
    throughput: plotThroughput(study),
    replicas: plotReplicas(study),
  };
}
