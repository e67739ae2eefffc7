import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { RUN_FILES, type Topology, type TrafficOptions } from '../../../lab/index.ts';
import { RunError, UsageError } from '../../shared/errors.ts';
import type { Io } from '../../shared/program/io.ts';
import { labHost, type LabHost } from '../host/host.ts';
import { familiesFrom, type LabFlags } from '../options/lab-options.ts';
import { innerFolder, outputFolder } from '../run/folder.ts';
import { drawId } from '../run/lab-id.ts';
import { leaveIfInterrupted } from '../run/observed.ts';
import { drawResults } from '../run/results.ts';
import { runInLab } from '../run/run-in-lab.ts';
import { printCommands } from './dry-run.ts';
import { leaveLabUp } from './leave-lab-up.ts';
import {
  DEFAULT_TESTS,
  START_SCENARIO,
  TEST_CASES,
  type TestCase,
  type TestRun,
} from './test-cases.ts';

export interface TestFlags extends LabFlags {
  readonly list?: true;
  readonly udp?: true;
  readonly out?: string;
}

/**
 * Runs tests one after another, each run in a lab of its own.
 *
 * @throws {RunError} where one failed
 */
export async function runTests(
  names: readonly string[],
  flags: TestFlags,
  program: string,
  io: Io,
): Promise<void> {
  if (flags.list === true) {
    io.stdout.write(
      TEST_CASES.map(({ name, summary }) => `${name.padEnd(10)} ${summary}\n`).join(''),
    );
    return;
  }
  const cases = (names.length === 0 ? DEFAULT_TESTS : names).map(caseNamed);
  const families = familiesFrom(flags);
  if (flags.dryRun === true) {
    const id = flags.id ?? drawId();
    for (const test of cases) printTest(test, id, families, flags, io);
    return;
  }
  const host = await labHost();
  const runs = cases.flatMap((test) => test.runs(families).map((run) => ({ test, run })));
  const folder = runs.length === 0 ? undefined : outputFolder(flags.out, 'test');
  let failed = 0;
  for (const { test, run } of runs) {
    const inner = innerFolder(folder ?? '.', `${test.name}-${run.name}`);
    if (!(await passes(test, run, { inner, flags, families, host, program }, io))) failed++;
  }
  if (folder !== undefined) io.stdout.write(`Everything is in ${folder}/\n`);
  if (cases.some(({ leavesUp }) => leavesUp === true)) await leaveLabUp(flags, families, host, io);
  if (failed > 0) throw new RunError(`${failed} of ${runs.length} runs failed`);
}

interface TestPlace {
  readonly inner: string;
  readonly flags: TestFlags;
  readonly families: Topology['families'];
  readonly host: LabHost;
  readonly program: string;
}

async function passes(
  test: TestCase,
  run: TestRun,
  { inner, flags, families, host, program }: TestPlace,
  io: Io,
): Promise<boolean> {
  const { scenario, family } = run;
  const request = {
    scenario,
    flags,
    families,
    family,
    traffic: trafficOf(run, flags),
    folder: inner,
  };
  const finished = await runInLab(request, host, program, io);
  await drawResults(inner, finished.study, io);
  leaveIfInterrupted(finished);
  const fault = run.gate(finished.study);
  const { received } = finished.study.run.header;
  io.stdout.write(
    `${test.name} ${run.name}: ${fault ?? `passed, ${received} packets on ${run.connections} connections`}\n`,
  );
  if (test.keeps !== undefined) {
    copyFileSync(join(inner, RUN_FILES.stats), test.keeps);
    io.stdout.write(`wrote ${test.keeps}\n`);
  }
  return fault === undefined;
}

function printTest(
  test: TestCase,
  id: string,
  families: Topology['families'],
  flags: TestFlags,
  io: Io,
): void {
  if (test.leavesUp === true) printCommands(START_SCENARIO, id, families, undefined, io);
  for (const run of test.runs(families)) {
    io.stdout.write(`# ${test.name} ${run.name}\n`);
    printCommands(run.scenario, id, families, trafficOf(run, flags), io);
  }
}

function trafficOf(
  { connections, rateKBps, durationMs }: TestRun,
  { udp }: TestFlags,
): TrafficOptions {
  return { transport: udp === true ? 'udp' : 'tcp', connections, rateKBps, durationMs };
}

function caseNamed(name: string): TestCase {
  const test = TEST_CASES.find((known) => known.name === name);
  if (test === undefined) {
    throw new UsageError(
      `expected ${TEST_CASES.map((known) => known.name).join(', ')}, found '${name}'`,
    );
  }
  return test;
}
