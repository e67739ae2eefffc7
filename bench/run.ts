// Measures the built programs: npm run build && npm run bench [-- --quick]
// --quick leaves out the runs of hundreds of megabytes. Data files are made once, in bench/data/.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { ecmpFile, longRunFile } from './data.ts';
import {
  bigFigures,
  clientsFigures,
  ecmpFigures,
  type Figure,
  growthFigures,
  plainParseFailure,
  PROGRAMS,
  smallFigures,
  studyFigures,
} from './figures.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });

const missing = PROGRAMS.filter((program) => !existsSync(program));
if (missing.length > 0) throw new Error(`no ${missing.join(', ')}: run "npm run build" first`);

console.log(`Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}\n`);
print(smallFigures());
print(
  clientsFigures([
    { what: '10,000 connections of 200 clients', path: longRunFile(10_000, 200, 100) },
    { what: '10,000 connections of 5,000 clients', path: longRunFile(10_000, 5_000, 100) },
    { what: '10,000 connections of 10,000 clients', path: longRunFile(10_000, 10_000, 100) },
  ]),
);
print(ecmpFigures(await ecmpFile()));
if (!values.quick) {
  const big = longRunFile(1_000_000, 20_000, 600);
  const huge = longRunFile(4_000_000, 80_000, 600);
  print(bigFigures(big));
  print(studyFigures(big));
  print(growthFigures(big, huge));
  console.log(`JSON.parse of 4M connections: ${plainParseFailure(huge) ?? 'works'}`);
}

function print(figures: readonly Figure[]): void {
  for (const { what, measured, target, unit } of figures) {
    const verdict = target === undefined ? '' : measured <= target ? 'ok' : 'NOT OK';
    const aim = target === undefined ? '' : `<= ${target} ${unit}`;
    const value = `${measured.toPrecision(3)} ${unit}`;
    console.log([what.padEnd(60), value.padStart(10), aim.padStart(12), verdict].join('  '));
  }
}
