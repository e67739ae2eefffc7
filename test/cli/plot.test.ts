import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeProgram } from '../../src/cli/analyze/program.ts';
import { plotProgram } from '../../src/cli/plot/program.ts';
import { recordedBytes, recordedPath, recordedText } from '../support/recorded.ts';
import { runCli, type CliWorld } from '../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const plot = (argv: readonly string[], world?: CliWorld): ReturnType<typeof runCli> =>
  runCli(plotProgram, argv, world);

const upgrade = recordedPath('upgrade.json');
const events = recordedPath('upgrade.events');
const SVG = /^<svg [^>]*width="800" height="400"/;
const PNG = '\u0089PNG';

/** A file in the test's folder. */
const at = (name: string): string => join(folder, name);

function written(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

describe('ctraffic-plot', () => {
  it.each(['connections', 'throughput', 'replicas', 'clients'])(
    '%s: writes SVG to a pipe',
    async (command) => {
      const { code, stdout, stderr } = await plot([command, upgrade]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(SVG);
      expect(stdout).toMatch(/<\/svg>\n$/);
    },
  );

  it('makes what the extension says, and leaves no half file behind', async () => {
    for (const name of ['a.svg', 'a.png', 'a.txt', 'a.vl.json']) {
      const { code, stdout, stderr } = await plot(['connections', upgrade, '--out', at(name)]);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    }
    expect(readFileSync(at('a.svg'), 'utf8')).toMatch(SVG);
    expect(readFileSync(at('a.png'), 'latin1').slice(0, 4)).toBe(PNG);
    expect(readFileSync(at('a.txt'), 'utf8')).toMatch(/^Connections: 120 connections/);
    expect(JSON.parse(readFileSync(at('a.vl.json'), 'utf8'))).toHaveProperty('layer');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('draws in a terminal, in colours where they are wanted', async () => {
    const coloured = await plot(['replicas', upgrade], { stdoutIsTerminal: true });
    expect(coloured.stdout).toContain('\u001b[38;5;');
    const plain = await plot(['replicas', upgrade], {
      stdoutIsTerminal: true,
      env: { NO_COLOR: '1' },
    });
    expect(plain.stdout).not.toContain('\u001b');
    expect(plain.stdout).toContain('1 R1 ');
  });

  it.each([
    ['FILE', ['connections', upgrade]],
    ['--stats=FILE', ['connections', `--stats=${upgrade}`]],
    ['-stats FILE', ['connections', '-stats', upgrade]],
  ])('reads %s', async (_, argv) => {
    const { stdout } = await plot([...argv, '-out', '-']);
    expect(stdout).toBe((await plot(['connections', upgrade])).stdout);
  });

  it('reads standard input, packed as well', async () => {
    const { stdout } = await plot(['clients'], { stdin: gzipSync(recordedBytes('upgrade')) });
    expect(stdout).toBe((await plot(['clients', upgrade])).stdout);
  });

  it('adds the active connections for the bare word of plot.sh, wherever it stands', async () => {
    const { stdout } = await plot(['connections', 'Active', `--stats=${upgrade}`]);
    expect(stdout).toContain('>Active<');
    expect((await plot(['connections', upgrade, 'Active'])).stdout).toBe(stdout);
    expect((await plot(['connections', upgrade])).stdout).not.toContain('>Active<');
  });

  it('shows events, title and theme', async () => {
    const { stdout } = await plot([
      'replicas',
      upgrade,
      `--events=${events}`,
      '--title=<b>Roll & "go"',
      '--theme=dark',
    ]);
    expect(stdout).toContain('>remove R1<');
    expect(stdout).toContain('&lt;b&gt;Roll &amp; "go"');
    expect(stdout).toContain('#16191d');
  });

  it('takes sizes in pixels', async () => {
    const { stdout } = await plot(['connections', upgrade, '--width=640', '--height', '300']);
    expect(stdout).toMatch(/^<svg [^>]*width="640" height="300"/);
    const { bytes } = await plot(['connections', upgrade, '--terminal=png', '--scale=3']);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2400, 1200]);
  });

  it('takes another width of the intervals', async () => {
    const { stdout } = await plot(['connections', upgrade, '--interval=250ms']);
    expect(stdout).toContain('per 0.25 s');
  });

  it('draws a table as -analyze prints it', async () => {
    const table = recordedPath('upgrade.connections.txt');
    const { stdout, code } = await plot(['connections', 'Active', '--data', table, '--out=-']);
    expect(code).toBe(0);
    expect(stdout).toContain('198 lost');
    const piped = await plot(['throughput', '--data=-'], {
      stdin: recordedText('packet-loss.throughput.txt').replaceAll('\n', '\r\n'),
    });
    expect(piped.stdout).toMatch(SVG);
  });

  it('draws what is whole of a file that was cut short, if that is wanted', async () => {
    const cut = written('cut.json', recordedText('upgrade.json').slice(0, 20_000));
    const strict = await plot(['connections', cut]);
    expect(strict.code).toBe(1);
    const { code, stdout, stderr } = await plot(['connections', cut, '--partial']);
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 0, lines: 2 });
    expect(stdout).toMatch(SVG);
  });

  it('makes a PNG with the package canvas', async () => {
    const { bytes } = await plot([
      'connections',
      upgrade,
      '--terminal=pngcairo size 400,300',
      '--renderer=canvas',
    ]);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([400, 300]);
  });

  it('shows help with examples', async () => {
    const { code, stdout } = await plot(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect((await plot(['connections', '--help'])).stdout).toContain('--interval');
  });
});

describe('--terminal', () => {
  it.each([
    [
      'svg size 500,300 dynamic',
      /^<svg (?![^>]*(?: width| height)=)[^>]*viewBox="0 0 500 300"/,
      '',
    ],
    ['svg enhanced size 500, 300', /^<svg [^>]*width="500" height="300"/, ''],
    ['dumb 60 20', /^Connections/, ''],
    ['qt', SVG, 'there are no windows here'],
    ['pdf', SVG, 'there is no PDF here'],
    ['svg font "Arial,12"', SVG, 'not used: font "Arial,12"'],
  ])('%s', async (terminal, expected, note) => {
    const { code, stdout, stderr } = await plot(['connections', upgrade, `--terminal=${terminal}`]);
    expect(code).toBe(0);
    expect(stdout).toMatch(expected);
    expect(stderr).toContain(note);
    expect(stderr.split('\n').length).toBe(note === '' ? 1 : 2);
  });

  it.each([
    ['svg size 80,40', '150" height="150"', '150 x 150 pixels; 80 x 40 have no room for it'],
    ['svg size 500,100', '500" height="150"', '500 x 150 pixels; 500 x 100 have no room for it'],
  ])('%s makes the nearest size and says so', async (terminal, size, note) => {
    const { code, stdout, stderr } = await plot(['connections', upgrade, '--terminal', terminal]);
    expect(code).toBe(0);
    expect(stdout).toContain(` width="${size} `);
    expect(stderr).toBe(`ctraffic-plot: the picture is ${note}\n`);
  });

  it('means pixels where it does not say dumb', async () => {
    const terminal = '--terminal=qt size 800,400';
    const live = await plot(['connections', upgrade, terminal], { stdoutIsTerminal: true });
    const lines = live.stdout.replace(/\u001b\[[\d;]*m/g, '').split('\n');
    expect(lines.length).toBeLessThan(40);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    expect((await plot(['connections', upgrade, terminal])).stdout).toMatch(SVG);
  });

  it('counts pixels as gnuplot does', async () => {
    const { bytes } = await plot(['connections', upgrade, '--terminal=png size 640,480']);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([640, 480]);
  });
});

describe('a mistake is one line that says what, where, expected and found', () => {
  const table = (text: string): string => written(`${String(Math.abs(hash(text)))}.txt`, text);

  it.each<[what: string, argv: () => string[], code: number, message: string]>([
    ['no file', () => ['connections', '/nowhere.json'], 1, '/nowhere.json: expected'],
    [
      'no connections recorded',
      () => ['replicas', recordedPath('summary.json')],
      1,
      'summary.json: $.ConnStats: expected connections (record the run with -stats=all), found none',
    ],
    ['an unknown command', () => ['pie', upgrade], 2, "unknown command 'pie'"],
    [
      'an unknown option',
      () => ['connections', upgrade, '--colour'],
      2,
      "unknown option '--colour'",
    ],
    [
      'a width that is none',
      () => ['clients', upgrade, '--width=10'],
      2,
      '--width: expected a whole',
    ],
    [
      'a scale of nothing',
      () => ['clients', upgrade, '--scale=0'],
      2,
      '--scale: expected a number',
    ],
    ['an interval of nothing', () => ['connections', '--interval=0s'], 2, '--interval: expected'],
    ['a theme', () => ['clients', '--theme=pink'], 2, "'--theme <name>'"],
    [
      'an extension',
      () => ['clients', upgrade, '--out=x.gif'],
      2,
      '--out: expected a name that ends',
    ],
    [
      'a terminal',
      () => ['clients', upgrade, '--terminal=epson'],
      2,
      '--terminal: expected one of',
    ],
    [
      'a size',
      () => ['clients', upgrade, '--terminal=svg size big'],
      2,
      '--terminal: expected "size"',
    ],
    [
      'a size without end',
      () => ['clients', upgrade, '--terminal=svg size 99999,99999'],
      2,
      "--terminal: expected a whole number from 1 to 10000, found '99999'",
    ],
    [
      'a drawing without end',
      () => ['clients', upgrade, '--terminal=dumb 9999 9999'],
      2,
      "--terminal: expected a whole number from 1 to 1000, found '9999'",
    ],
    [
      'pixels without end',
      () => ['clients', upgrade, '--width=10000', '--height=10000', '--scale=8', '--terminal=png'],
      2,
      '--scale: expected at most 100000000 pixels, found 8, which makes 80000 x 80000',
    ],
    [
      'a terminal against an extension',
      () => ['clients', upgrade, '--terminal=png', '--out=x.svg'],
      2,
      '--out: expected a name that ends in .png',
    ],
    [
      'two files',
      () => ['clients', upgrade, `--stats=${upgrade}`],
      2,
      'expected one of FILE, --stats',
    ],
    ['a folder that is not there', () => ['clients', upgrade, '--out=/no/x.svg'], 1, '/no/x.svg: '],
    ['a table without', () => ['connections', '--data=/nowhere.txt'], 1, 'found no such file'],
    [
      'a heading',
      () => ['connections', '--data', table('Zeit\n')],
      1,
      'line 1: expected the heading',
    ],
    [
      'a line of a table',
      () => ['throughput', '--data', table('Time Throughput\n1.5 3\n2.5 many\n')],
      1,
      'line 3: expected 2 numbers from 0, found "2.5 many"',
    ],
    [
      'a time of a table',
      () => [
        'connections',
        '--data',
        table('Time Active New Failed Connecting\n0.5 1 0 0 0\n1.5 1 0 0 0\n9 1 0 0 0\n'),
      ],
      1,
      'line 4: expected the time 2.5, found 9',
    ],
    [
      'events of a table',
      () => ['connections', '--data', recordedPath('upgrade.connections.txt'), '--events', events],
      2,
      '--events: expected statistics',
    ],
    [
      'an event',
      () => ['clients', upgrade, '--events', table('{}\n')],
      1,
      'line 1: expected "time"',
    ],
  ])('%s', async (_, argv, code, message) => {
    const result = await plot(argv());
    expect(result.stderr).toContain(message);
    expect(result.stderr).toMatch(/^ctraffic-plot: [^\n]*\n$/);
    expect({ code: result.code, stdout: result.stdout }).toEqual({ code, stdout: '' });
  });

  it('a PNG is not for a terminal', async () => {
    const { code, stderr } = await plot(['clients', upgrade, '--terminal=png'], {
      stdoutIsTerminal: true,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('--out FILE.png');
  });
});

function hash(text: string): number {
  return [...Buffer.from(text)].reduce((sum, byte) => (sum * 31 + byte) | 0, 7);
}

describe('ctraffic-plot ecmp', () => {
  const forwarded = recordedPath('ecmp-forwarded.json');
  const drawn = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await plot(['ecmp', forwarded, '--out=-', ...argv]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return stdout;
  };

  it('draws what was done as it is told', async () => {
    const told = await drawn('--targets', 'node1,node2,node3,node4', '--change', '14s: +node1');
    expect(told).toContain('14.021 s: +node1<');
    expect(told).not.toContain('−node1');
  });

  it.each([
    [['--targets', 'a,a'], "--targets: expected each target once, found 'a,a'"],
    [['--targets', 'a,b'], "--targets: expected targets of node1, node2, node3, node4, found 'a'"],
    [['--change', '-a'], "--change: expected a time and what was done, as '6s: -a', found '-a'"],
  ])('refuses %j', async (argv, message) => {
    const { code, stderr } = await plot(['ecmp', forwarded, ...argv]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: `ctraffic-plot: ${message}\n` });
  });

  it('is as high as its changes need, but where a height is asked for', async () => {
    const captions = (svg: string): number => svg.match(/ s: [−+]/g)?.length ?? 0;
    const grown = await plot(['ecmp', upgrade]);
    expect(grown).toMatchObject({ code: 0, stderr: '' });
    expect(grown.stdout).toMatch(/^<svg [^>]*width="800" height="558"/);
    expect(captions(grown.stdout)).toBe(7);
    const fixed = await plot(['ecmp', upgrade, '--height', '400']);
    expect(fixed.stdout).toMatch(SVG);
    expect(captions(fixed.stdout)).toBeLessThan(7);
    expect(fixed.stdout).toContain('without room');
  });

  it('says what events are for', async () => {
    for (const program of [plotProgram, analyzeProgram]) {
      const { stdout } = await runCli(program, ['ecmp', '--help']);
      expect(stdout).toContain("--events say, where they\nname targets ('remove a', 'add a')");
      expect(stdout).not.toContain('vertical rules');
    }
  });
});
