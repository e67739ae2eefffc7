import { join } from 'node:path';
import {
  ecmpReport,
  outagesReport,
  replicasReport,
  summaryReport,
  upgradeReport,
  type Report,
  type RunEvent,
} from '../../analyze/index.ts';
import { RUN_FILES } from '../../lab/index.ts';
import { plotConnections, plotReplicas, plotThroughput, type Chart } from '../../plot/index.ts';
import { ALL_COLUMNS, type ConnectionColumn, type Run } from '../../stats/index.ts';
import { render } from '../plot/render.ts';
import type { Io } from '../shared/program/io.ts';
import { readEvents } from '../shared/input/read-events.ts';
import { readRun } from '../shared/input/read-run.ts';
import { writeOutput } from '../shared/output/write-output.ts';

/** A run of the lab, read back from its files. */
export interface LabRun {
  readonly run: Run;
  readonly events: readonly RunEvent[];
}

/** @throws {StatsError} */
export async function readLabRun(folder: string, program: string, io: Io): Promise<LabRun> {
  const file = join(folder, RUN_FILES.stats);
  const run = await readRun<ConnectionColumn>({ file, columns: ALL_COLUMNS, program }, io);
  return { run, events: readEvents(join(folder, RUN_FILES.events), run.header) };
}

const EXPLAINED_BY = {
  ecmp: ecmpReport,
  outages: outagesReport,
  upgrade: upgradeReport,
} as const satisfies Record<
  string,
  (run: Run, options: { readonly events: readonly RunEvent[] }) => Report
>;

/** What explains a run. */
export type Explanation = keyof typeof EXPLAINED_BY;

/** How a run is shown in a terminal. */
export interface Presentation {
  readonly chart: 'connections' | 'throughput';
  readonly explanations: readonly Explanation[];
}

/** Summary, replica table, what explains the run, and a chart, for whoever looks. */
export async function showResults(
  { run, events }: LabRun,
  { chart, explanations }: Presentation,
  io: Io,
): Promise<void> {
  const { connections, throughput } = chartsOf(run, events);
  const live = io.stdout.isTTY === true;
  const drawing = await render(
    chart === 'connections' ? connections : throughput,
    { kind: 'txt', path: '-', live },
    { renderer: 'resvg', dynamic: false },
    io,
  );
  io.stdout.write(`${summaryReport(run, { events }).toText()}\n`);
  io.stdout.write(`${replicasReport(run, { events }).toText()}\n`);
  for (const explanation of explanations) {
    io.stdout.write(`${EXPLAINED_BY[explanation](run, { events }).toText()}\n`);
  }
  io.stdout.write(drawing);
}

/** Writes the pictures of a run into its folder. */
export async function drawResults(folder: string, { run, events }: LabRun, io: Io): Promise<void> {
  for (const [name, chart] of Object.entries(chartsOf(run, events))) {
    writeOutput(join(folder, `${name}.svg`), `${await chart.toSVG()}\n`, io);
    writeOutput(join(folder, `${name}.png`), await chart.toPNG(), io);
  }
}

function chartsOf(
  run: Run,
  events: readonly RunEvent[],
): Record<'connections' | 'throughput' | 'replicas', Chart> {
  return {
    connections: plotConnections(run, { active: true, events }),
    throughput: plotThroughput(run, { events }),
    replicas: plotReplicas(run, { events }),
  };
}
