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

/** A program that reads the file the plain way, as text or as the bytes that they are. */
function plainParse(file: string, read: 'text' | 'bytes'): Command {
  const encoding = read === 'text' ? ", 'utf8'" : '';
  const path = JSON.stringify(file);
  return ['-e', `JSON.parse(require('node:fs').readFileSync(${path}${encoding}))`];
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

/** `analyze ecmp` of a run whose order of targets is not known. */
export function ecmpFigures(file: string): Figure[] {
  const [seconds = NaN] = medianSeconds([[ANALYZE, 'ecmp', file]], 5);
  const what = 'analyze ecmp, 100,000 connections, 8 targets, order unknown';
  return [{ what, measured: seconds, target: 2, unit: 's' }];
}

export function bigFigures(big: string): Figure[] {
  const command: Command = [ANALYZE, 'connections', big];
  const [text, bytes] = [plainParse(big, 'text'), plainParse(big, 'bytes')];
  const [analyze = NaN, ofText = NaN, ofBytes = NaN] = medianSeconds([command, text, bytes], 5);
  const analyzing = 'analyze connections, 1M';
  return [
    { what: `${analyzing} connections`, measured: analyze, target: 1.2, unit: 's' },
    {
      what: `${analyzing} / JSON.parse of the file read as text`,
      measured: analyze / ofText,
      target: 0.45,
      unit: 'x',
    },
    {
      what: `${analyzing} / JSON.parse of the file read as bytes`,
      measured: analyze / ofBytes,
      target: 0.45,
      unit: 'x',
    },
    {
      what: `${analyzing}: peak memory`,
      measured: peakMegabytes(command),
      target: 160,
      unit: 'MB',
    },
    { what: 'JSON.parse of 1M, text', measured: ofText, unit: 's' },
    { what: 'JSON.parse of 1M, text: peak memory', measured: peakMegabytes(text), unit: 'MB' },
    { what: 'JSON.parse of 1M, bytes', measured: ofBytes, unit: 's' },
    { what: 'JSON.parse of 1M, bytes: peak memory', measured: peakMegabytes(bytes), unit: 'MB' },
  ];
}

/** Reports and charts that need more of a run than counts. */
const STUDIED: readonly (readonly [program: string, name: string, target?: number])[] = [
  [ANALYZE, 'outages', 1.5],
  [ANALYZE, 'replicas', 1.5],
  [ANALYZE, 'upgrade', 1.5],
  [ANALYZE, 'summary'],
  [ANALYZE, 'balance'],
  [PLOT, 'replicas'],
  [PLOT, 'clients'],
  [PLOT, 'outages'],
];

/** What explains costs little more than what counts: both read the same file. */
export function studyFigures(big: string): Figure[] {
  return withFolder((folder) => {
    const out = ['--out', join(folder, 'g.svg')];
    const commands = STUDIED.map(([program, name]): Command => [
      program,
      name,
      big,
      ...(program === PLOT ? out : []),
    ]);
    const counting: Command = [ANALYZE, 'connections', big];
    const [counted = NaN, ...studied] = medianSeconds([counting, ...commands], 9);
    return STUDIED.flatMap(([program, name, target], index): Figure[] => {
      const what = `${program === PLOT ? 'plot' : 'analyze'} ${name}, 1M connections`;
      const seconds = studied[index] ?? NaN;
      const ratio = { what: `${what} / analyze connections`, measured: seconds / counted };
      return [
        { what, measured: seconds, unit: 's' },
        { ...ratio, unit: 'x', ...(target !== undefined && { target }) },
      ];
    });
  });
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
  return failureOf(plainParse(file, 'text'));
}

function withFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-bench-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
