import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, failureOf, medianSeconds, peakMegabytes } from './measure.ts';

export interface Figure {
  readonly what: string;
  readonly measured: number;
  /** At the most this. */
  readonly target?: number;
  readonly unit: 's' | 'x' | 'MB';
}

const ANALYZE = 'dist/bin/ctraffic-analyze.cjs';
const PLOT = 'dist/bin/ctraffic-plot.cjs';
const SMALL = 'fixtures/upgrade.json';
const NOTHING: Command = ['-e', '0'];

export const PROGRAMS = [ANALYZE, PLOT];

function plainParse(file: string): Command {
  return ['-e', `JSON.parse(require('node:fs').readFileSync(${JSON.stringify(file)}))`];
}

/** Figures of programs that read a small file, in multiples of Node's own start. */
export function smallFigures(): Figure[] {
  return withFolder((folder) => {
    const [nothing = NaN, analyze = NaN, svg = NaN, png = NaN] = medianSeconds(
      [
        NOTHING,
        [ANALYZE, 'connections', SMALL],
        [PLOT, 'connections', SMALL, '--out', join(folder, 'g.svg')],
        [PLOT, 'connections', SMALL, '--out', join(folder, 'g.png')],
      ],
      15,
    );
    return [
      { what: 'node -e 0', measured: nothing, unit: 's' },
      {
        what: 'analyze connections, small file / node -e 0',
        measured: analyze / nothing,
        target: 1.5,
        unit: 'x',
      },
      {
        what: 'plot connections, SVG / node -e 0',
        measured: svg / nothing,
        target: 2.2,
        unit: 'x',
      },
      {
        what: 'plot connections, PNG / node -e 0',
        measured: png / nothing,
        target: 2.8,
        unit: 'x',
      },
    ];
  });
}

/** `plot clients` for each of these files. */
export function clientsFigures(files: readonly { what: string; path: string }[]): Figure[] {
  return withFolder((folder) =>
    files.flatMap(({ what, path }) => {
      const out = join(folder, 'clients.svg');
      const [seconds = NaN] = medianSeconds([[PLOT, 'clients', path, '--out', out]], 5);
      const megabytes = statSync(out).size / 1e6;
      return [
        { what: `plot clients, ${what}`, measured: seconds, target: 1.5, unit: 's' },
        { what: `plot clients, ${what}: SVG`, measured: megabytes, target: 1.2, unit: 'MB' },
      ];
    }),
  );
}

export function bigFigures(big: string): Figure[] {
  const command: Command = [ANALYZE, 'connections', big];
  const [analyze = NaN, parse = NaN] = medianSeconds([command, plainParse(big)], 5);
  return [
    { what: 'analyze connections, 1M connections', measured: analyze, target: 1.2, unit: 's' },
    {
      what: 'analyze connections, 1M / JSON.parse of the file',
      measured: analyze / parse,
      target: 0.45,
      unit: 'x',
    },
    {
      what: 'analyze connections, 1M: peak memory',
      measured: peakMegabytes(command),
      target: 160,
      unit: 'MB',
    },
    { what: 'JSON.parse of 1M connections', measured: parse, unit: 's' },
    {
      what: 'JSON.parse of 1M connections: peak memory',
      measured: peakMegabytes(plainParse(big)),
      unit: 'MB',
    },
  ];
}

/** How time and memory grow from one file to a bigger one, in multiples of the file's growth. */
export function growthFigures(big: string, huge: string): Figure[] {
  const growth = statSync(huge).size / statSync(big).size;
  const commands = [big, huge].map((file): Command => [ANALYZE, 'connections', file]);
  const [bigSeconds = NaN, hugeSeconds = NaN] = medianSeconds(commands, 3);
  const [bigPeak = NaN, hugePeak = NaN] = commands.map(peakMegabytes);
  return [
    { what: 'analyze connections, 4M connections', measured: hugeSeconds, unit: 's' },
    { what: 'analyze connections, 4M: peak memory', measured: hugePeak, unit: 'MB' },
    {
      what: `time, 4M / 1M, per growth of the file (${growth.toFixed(2)}x)`,
      measured: hugeSeconds / bigSeconds / growth,
      target: 1,
      unit: 'x',
    },
    {
      what: 'peak memory, the same',
      measured: hugePeak / bigPeak / growth,
      target: 1,
      unit: 'x',
    },
  ];
}

/** Why a plain parser cannot read this file; undefined where it can. */
export function plainParseFailure(file: string): string | undefined {
  return failureOf(plainParse(file));
}

function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
