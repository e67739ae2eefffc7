import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { Command } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/cli/shared/flags/duration.ts';
import { normaliseGoFlags } from '../../src/cli/shared/flags/go-flags.ts';
import type { Io } from '../../src/cli/shared/program/io.ts';
import { progressLine } from '../../src/cli/shared/input/read-progress.ts';
import { runProgram, tame } from '../../src/cli/shared/program/run-program.ts';
import { writeOutput } from '../../src/cli/shared/output/write-output.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a duration', () => {
  it.each([
    ['250ms', 250e6],
    ['1m30s', 90e9],
    ['1.5h', 5400e9],
    ['1h2m3s4ms5us6ns', 3_723_004_005_006],
    ['5µs', 5000],
    ['.5s', 500e6],
    ['0', 0],
  ])('%s', (text, ns) => {
    expect(parseDuration(text)).toBe(ns);
  });

  it.each(['', '10', 's', '1x', '1s ', '-1s', '1s2', '1e3s', '9999999999h'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('is what its parts add up to', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(59), fc.nat(59), fc.nat(999), (h, m, s, ms) => {
        expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).toBe(
          ((h * 3600 + m * 60 + s) * 1000 + ms) * 1e6,
        );
      }),
    );
  });
});

describe('flags with one dash', () => {
  it('get two where the program knows them; values keep theirs', () => {
    const program = new Command('test')
      .option('--out <file>')
      .addCommand(new Command('sub').option('--stats <file>'));
    const argv = ['-stats=all', '-h', '-', '--out', '-1', '-out', '-my title', '-x', '--', '-out'];
    expect(normaliseGoFlags(program, argv)).toEqual([
      '--stats=all',
      '-h',
      '-',
      '--out',
      '-1',
      '--out',
      '-my title',
      '-x',
      '--',
      '-out',
    ]);
  });
});

function io(isTTY: boolean): { io: Io; text: () => string } {
  let text = '';
  const sink = { write: (data: string | Uint8Array) => (text += String(data)), isTTY };
  return {
    io: { stdin: (async function* () {})(), stdout: sink, stderr: sink, env: {} },
    text: () => text,
  };
}

describe('the progress line', () => {
  it('is shown after a second, not more than ten times a second, and goes away', () => {
    const terminal = io(true);
    let ms = 0;
    const { update, finish } = progressLine('run.json', terminal.io, () => ms);
    update({ bytes: 1e6, totalBytes: 2e8 });
    ms = 1000;
    update({ bytes: 50e6, totalBytes: 200e6 });
    ms = 1050;
    update({ bytes: 60e6, totalBytes: 200e6 });
    ms = 1100;
    update({ bytes: 70e6 });
    finish();
    expect(terminal.text()).toBe(
      '\r\u001b[Krun.json: read 50 MB of 200 MB, 25 %\r\u001b[Krun.json: read 70 MB\r\u001b[K',
    );
  });

  it('is not shown where nobody sees it', () => {
    const pipe = io(false);
    let ms = 0;
    const { update, finish } = progressLine('run.json', pipe.io, () => (ms += 5000));
    update({ bytes: 1 });
    finish();
    expect(pipe.text()).toBe('');
  });
});

describe('output', () => {
  it('replaces a file in one step, and leaves the old one where that fails', () => {
    const path = join(folder, 'out.txt');
    writeFileSync(path, 'old');
    writeOutput(path, 'new', io(false).io);
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(() => {
      writeOutput(join(path, 'below'), 'x', io(false).io);
    }).toThrow(`${path}/below: cannot be written: no such file`);
  });

  it('comes in pieces, and leaves no half file where the making of one fails', () => {
    const inner = mkdtempSync(join(folder, 'pieces-'));
    const path = join(inner, 'out');
    writeOutput(path, ['a', 'b\n', 'ü'], io(false).io);
    expect(readFileSync(path, 'utf8')).toBe('ab\nü');
    const half = function* (): Generator<string> {
      yield 'half';
      throw new RangeError('no more');
    };
    expect(() => {
      writeOutput(path, half(), io(false).io);
    }).toThrow(RangeError);
    expect(readFileSync(path, 'utf8')).toBe('ab\nü');
    expect(readdirSync(inner)).toEqual(['out']);
  });

  it('goes through a link to the file behind it, which keeps its mode', () => {
    const [target, link] = [join(folder, 'target.txt'), join(folder, 'link.txt')];
    writeFileSync(target, 'old', { mode: 0o600 });
    symlinkSync(target, link);
    writeOutput(link, 'new', io(false).io);
    expect(readFileSync(target, 'utf8')).toBe('new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const dangling = join(folder, 'dangling.txt');
    symlinkSync(join(folder, 'later.txt'), dangling);
    writeOutput(dangling, 'made', io(false).io);
    expect(readFileSync(join(folder, 'later.txt'), 'utf8')).toBe('made');
  });

  it('leaves links of the system alone', () => {
    const before = realpathSync('/dev/fd');
    writeOutput('/dev/null', 'x', io(false).io);
    expect(lstatSync('/dev/stdout').isSymbolicLink()).toBe(true);
    expect(realpathSync('/dev/fd')).toBe(before);
  });

  it('goes to standard output for -, and into devices', () => {
    const stdout = io(false);
    writeOutput('-', 'text', stdout.io);
    expect(stdout.text()).toBe('text');
    writeOutput('/dev/null', 'text', stdout.io);
  });
});

describe('an error that nobody expected', () => {
  it('is one line as well, and asks to be reported', async () => {
    const { io: world, text } = io(false);
    const program = tame(new Command('ctraffic-test'), world).action(() => {
      throw new TypeError('x is not\na function');
    });
    expect(await runProgram(program, [], world)).toBe(1);
    expect(text()).toBe('ctraffic-test: internal error, please report it: x is not a function\n');
  });
});
