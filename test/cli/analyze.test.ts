import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { defineAnalysis, defineRunsAnalysis } from '../../src/analyze/index.ts';
import { analyzeProgram } from '../../src/cli/analyze/program.ts';
import { recordedBytes, recordedPath, recordedText } from '../support/recorded.ts';
import { runCli, type CliWorld } from '../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const analyze = (argv: readonly string[], world?: CliWorld): ReturnType<typeof runCli> =>
  runCli(analyzeProgram, argv, world);

const upgrade = recordedPath('upgrade.json');

describe('ctraffic-analyze', () => {
  it('prints what the original prints', async () => {
    const { code, stdout, stderr } = await analyze(['connections', upgrade]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: recordedText('upgrade.connections.txt'),
      stderr: '',
    });
  });

  it.each([
    ['-', ['hosts', '-']],
    ['no name', ['hosts']],
  ])('reads standard input for %s, packed as well', async (_, argv) => {
    const { stdout } = await analyze(argv, { stdin: gzipSync(recordedBytes('upgrade')) });
    expect(stdout).toBe(recordedText('upgrade.hosts.txt'));
  });

  it('takes flags with one dash, and values behind an equals sign', async () => {
    const { stdout } = await analyze(['connections', '-interval=5s', '-format', 'csv', upgrade]);
    expect(stdout).toBe(
      'Time (s),Active,New,Failed,Connecting\n2.5,120,120,38,0\n7.5,120,71,86,0\n',
    );
  });

  it('takes the format from the extension of the output, and writes it in one piece', async () => {
    const out = join(folder, 'clients.json');
    const { code, stdout } = await analyze(['clients', upgrade, '--client', '7', '--out', out]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    const { entries } = JSON.parse(readFileSync(out, 'utf8')) as { entries: unknown[] };
    expect(entries.length).toBeGreaterThan(0);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('lets events decide the boundaries', async () => {
    const { stdout } = await analyze([
      'replicas',
      upgrade,
      '--events',
      recordedPath('upgrade.events'),
    ]);
    expect(stdout).toContain('Step 1: 3.000 s (remove R1), R1 lost 38\n');
  });

  it('predicts an upgrade without any data', async () => {
    const plan = ['--replicas', '4', '--connections', '120'];
    const { code, stdout } = await analyze(['upgrade', '--predict', ...plan]);
    expect(code).toBe(0);
    expect(stdout).toContain('Total: 194.4 lost');
    const even = ['--max-unavailable=0', '--max-surge=1', '--spread=even', '--format=json'];
    const { stdout: json } = await analyze(['upgrade', '--predict', ...plan, ...even]);
    expect(JSON.parse(json)).toMatchObject({
      plan: { maxUnavailable: 0, maxSurge: 1, spread: 'even' },
      steps: [{ lost: 30 }, { lost: 37.5 }, {}, {}],
    });
  });

  it('says how long it hurt, from the events on', async () => {
    const events = recordedPath('upgrade.events');
    const { stdout } = await analyze(['outages', upgrade, '--events', events]);
    expect(stdout).toContain('remove R1');
    expect(stdout).toContain('To recover (s)');
  });

  it('says what it read of a file that was cut short', async () => {
    const cut = join(folder, 'cut.json');
    writeFileSync(cut, recordedBytes('upgrade').subarray(0, 20_000));
    const failed = await analyze(['connections', cut]);
    expect(failed).toMatchObject({
      code: 1,
      stdout: '',
      stderr: `ctraffic-analyze: ${cut}: byte 20000: $.ConnStats[91]: expected a whole object, found the end of the file\n`,
    });
    const { code, stdout, stderr } = await analyze(['connections', cut, '--partial']);
    expect(code).toBe(0);
    expect(stdout).toContain('Time Active New Failed Connecting\n0.5 91 91 0 0\n');
    expect(stderr).toContain('; read 91 connections and 0 samples from 20000 bytes\n');
  });

  it('explains itself', async () => {
    const { code, stdout } = await analyze(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Examples:');
    expect((await analyze(['replicas', '--help'])).stdout).toContain('--events');
    expect((await analyze(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('ctraffic-analyze says in one line what is wrong with', () => {
  const summary = recordedPath('summary.json');
  const bad = join(folder, 'bad.events');
  writeFileSync(bad, '{"time":"2026-11-22T09:05:56Z","event":"a"}\nremove\n');

  it.each([
    [['bogus'], 2, "unknown command 'bogus'"],
    [['hosts', '--bogus', upgrade], 2, "unknown option '--bogus'"],
    [
      ['hosts', upgrade, 'more'],
      2,
      "too many arguments for 'hosts'. Expected 1 argument but got 2.",
    ],
    [
      ['hosts', upgrade, '--format', 'xml'],
      2,
      "--format: expected text, json, csv, markdown, found 'xml'",
    ],
    [
      ['connections', upgrade, '--interval', '10'],
      2,
      "--interval: expected a duration above 0, at most 2500h, as 250ms or 1m30s, found '10'",
    ],
    [
      ['connections', upgrade, '--interval', '1ns'],
      2,
      '--interval: expected a width that makes at most 1000000 rows of this run, found 1 ns, which makes 14999263578',
    ],
    [
      ['upgrade', '--predict', '--replicas', '4'],
      2,
      '--predict: expected --connections, found none',
    ],
    [
      ['upgrade', upgrade, '--predict', '--replicas', '4', '--connections', '9'],
      2,
      `--predict: expected no data, found ${upgrade}`,
    ],
    [
      ['upgrade', upgrade, '--max-surge', '1'],
      2,
      '--max-surge: expected --predict as well; of data it is known',
    ],
    [
      ['upgrade', '--predict', '--replicas', '-1', '--connections', '9'],
      2,
      "--replicas: expected a whole number from 0 to 999999999, found '-1'",
    ],
    [
      ['upgrade', '--predict', '--replicas', '0', '--connections', '9'],
      2,
      '--replicas: expected a whole number from 1 to 200, found 0',
    ],
    [['outages', upgrade, '--predict'], 2, "unknown option '--predict'"],
    [
      ['clients', upgrade, '--client', 'x'],
      2,
      "--client: expected a whole number from 0 to 999999999, found 'x'",
    ],
    [
      ['clients', upgrade, '--client', '120'],
      2,
      '--client: expected a client from 0 to 119, found 120',
    ],
    [['hosts', '/nowhere.json'], 1, '/nowhere.json: expected a readable file, found no such file'],
    [
      ['hosts', upgrade, '--out', '/nowhere/x.txt'],
      1,
      '/nowhere/x.txt: cannot be written: no such file',
    ],
    [
      ['replicas', summary],
      1,
      `${summary}: $.ConnStats: expected connections (record the run with -stats=all), found none`,
    ],
    [
      ['replicas', upgrade, '--events', '/nowhere'],
      1,
      '/nowhere: expected a readable file of events, found no such file',
    ],
    [
      ['replicas', upgrade, '--events', bad],
      1,
      `${bad}: line 2: expected a JSON object {"time", "event"}, found 'remove'`,
    ],
  ])('%j', async (argv, code, message) => {
    expect(await analyze(argv)).toMatchObject({
      code,
      stdout: '',
      stderr: `ctraffic-analyze: ${message}\n`,
    });
  });

  it('an output that is the input', async () => {
    const own = join(folder, 'own.json');
    writeFileSync(own, recordedBytes('upgrade'));
    expect((await analyze(['hosts', own, '--out', own])).stderr).toBe(
      `ctraffic-analyze: --out: expected another file than the one that is read, found '${own}'\n`,
    );
    expect(readFileSync(own).equals(recordedBytes('upgrade'))).toBe(true);
  });

  it('events of another run', async () => {
    const events = join(folder, 'other.events');
    writeFileSync(events, '\ufeff{"time":"2006-01-02T15:04:05Z","event":"a"}\n');
    const { code, stderr } = await analyze(['replicas', upgrade, '--events', events]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /other\.events: expected an event within the run, from 2026-\S+ on, found 1 from -\d/,
    );
  });

  it('samples that a cut file lacks', async () => {
    const cut = join(folder, 'no-samples.json');
    writeFileSync(cut, recordedBytes('upgrade').subarray(0, 20_000));
    const { stderr } = await analyze(['throughput', cut, '--partial']);
    expect(stderr).toContain(
      '$.Samples: expected samples, found none: the file was cut short before them\n',
    );
    const { stdout } = await analyze(['summary', cut, '--partial']);
    expect(stdout).toContain('Time connected         -\n');
    expect(stdout).toContain('The file was cut short: what is said of connections is of the 91');
  });

  it('a format that does not hold all', async () => {
    const { code, stderr } = await analyze(['disturbances', upgrade, '--format', 'csv']);
    expect(code).toBe(0);
    expect(stderr).toBe(
      'ctraffic-analyze: csv holds the first of 2 tables; other formats hold all\n',
    );
  });

  it('nothing at all: it shows the help', async () => {
    const { code, stdout, stderr } = await analyze([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^Usage: ctraffic-analyze/);
  });

  it('standard input', async () => {
    expect((await analyze(['hosts'], { stdin: '[]' })).stderr).toBe(
      'ctraffic-analyze: (standard input): byte 0: $: expected a JSON object, found an array\n',
    );
  });
});

describe('a new row of the catalogue', () => {
  const table = (
    count: number,
  ): { data: number; tables: [{ columns: []; rows: [] }]; text: string } => ({
    data: count,
    tables: [{ columns: [], rows: [] }],
    text: `${count}\n`,
  });
  const lost = defineAnalysis({
    name: 'lost',
    summary: 'how many were lost',
    columns: ['lost'],
    takesEvents: false,
    takes: {},
    find: ({ run }) => run.connections.lost.filter((isLost) => isLost === 1).length,
    report: table,
  });
  const lostTogether = defineRunsAnalysis({
    name: 'lost-together',
    summary: 'how many were lost in several runs',
    columns: lost.columns,
    find: (studies) => studies.reduce((total, study) => total + lost.find(study), 0),
    report: table,
  });
  const run = (argv: readonly string[]): ReturnType<typeof runCli> =>
    runCli((io) => analyzeProgram(io, [lost, lostTogether]), argv);

  it('is a command, in help too', async () => {
    expect((await run(['--help'])).stdout).toContain('how many were lost in several runs');
    expect(await run(['lost', upgrade])).toMatchObject({ code: 0, stdout: '198\n' });
  });

  it('takes several files where it is of several runs', async () => {
    expect(await run(['lost-together', upgrade, recordedPath('udp.json'), upgrade])).toMatchObject({
      code: 0,
      stdout: '396\n',
    });
    expect(await run(['lost', upgrade, upgrade])).toMatchObject({ code: 2, stdout: '' });
  });
});
