// Measures the built programs: npm run build && npm run bench [-- --quick]
// --quick leaves out the runs of hundreds of megabytes. Data files are made once, in bench/data/.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import {
  bigFigures,
  clientsFigures,
  explanationFigures,
  ecmpFigures,
  type Figure,
  growthFigures,
  plainParseFailure,
  PROGRAMS,
  smallFigures,
} from './figures.ts';
import { writeEcmpRun } from './ecmp-run.ts';
import { writeRun } from './write-run.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const missing = PROGRAMS.filter((program) => !existsSync(program));
if (missing.length > 0) throw new Error(`no ${missing.join(', ')}: run "npm run build" first`);

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}\n`);
print(smallFigures());
print(
  clientsFigures([
    { what: '10,000 connections of 200 clients', path: data(10_000, 200, 100) },
    { what: '10,000 connections of 5,000 clients', path: data(10_000, 5_000, 100) },
    { what: '10,000 connections of 10,000 clients', path: data(10_000, 10_000, 100) },
  ]),
);
print(ecmpFigures(await ecmpData()));
if (!values.quick) {
  const big = data(1_000_000, 20_000, 600);
  const huge = data(4_000_000, 80_000, 600);
  print(bigFigures(big));
  print(explanationFigures(big));
  print(growthFigures(big, huge));
  console.log(`JSON.parse of 4M connections: ${plainParseFailure(huge) ?? 'works'}`);
}

function data(connections: number, clients: number, seconds: number): string {
  const path = `bench/data/${connections}-connections-${clients}-clients.json`;
  if (!existsSync(path)) {
    console.log(`writing ${path} …`);
    writeRun(path, { connections, clients, seconds });
  }
  return path;
}

async function ecmpData(): Promise<string> {
  const path = 'bench/data/ecmp-8-targets.json';
  await writeEcmpRun(path);
  return path;
}

function print(figures: readonly Figure[]): void {
  for (const { what, measured, target, unit } of figures) {
    const verdict = target === undefined ? '' : measured <= target ? 'ok' : 'NOT OK';
    const aim = target === undefined ? '' : `<= ${target} ${unit}`;
    const value = `${measured.toPrecision(3)} ${unit}`;
    console.log([what.padEnd(60), value.padStart(10), aim.padStart(12), verdict].join('  '));
  }
}
