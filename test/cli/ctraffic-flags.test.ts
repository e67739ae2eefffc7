import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Option } from 'commander';
import { afterAll, describe, expect, it } from 'vitest';
import { FLAG_ROWS } from '../../src/cli/ctraffic/flags/flag-rows.ts';
import { ctrafficProgram } from '../../src/cli/ctraffic/program.ts';
import { VERSION } from '../../src/cli/shared/program/version.ts';
import { EngineError, type ClientOptions, type ServerOptions } from '../../src/engine/index.ts';
import { runCli, type CliResult } from '../support/run-cli.ts';
import { recordedPath, recordedText } from '../support/recorded.ts';
import { aborted, fakeServer, fakeWorld, type FakeWorld } from '../support/traffic-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const upgrade = recordedPath('upgrade.json');

function run(argv: readonly string[], world: FakeWorld = fakeWorld()): Promise<CliResult> {
  return runCli((io) => ctrafficProgram(io, world), argv);
}

const sources = join(folder, 'sources');
writeFileSync(sources, '# of the lab\n10.0.0.1\n\n  10.0.0.2:4000\r\n::1\n#10.0.0.9\n');

const CLIENT: readonly (readonly [readonly string[], ClientOptions])[] = [
  [['-client', 'echo'], {}],
  [['-address', '10.0.0.0:5003'], { address: '10.0.0.0:5003' }],
  [['-udp'], { transport: 'udp' }],
  [['-udp=true'], { transport: 'udp' }],
  [['-udp', '-udp=false'], {}],
  [['-server=false'], {}],
  [['-nconn', '400'], { connections: 400 }],
  [['--nconn=0x10'], { connections: 16 }],
  [['-rate', '62.5'], { rateKBps: 62.5 }],
  [['-rate=1e3'], { rateKBps: 1000 }],
  [['-psize', '64'], { packetSizeBytes: 64 }],
  [['-timeout', '1m30s'], { durationMs: 90_000 }],
  [['--timeout=250ms'], { durationMs: 250 }],
  [['-retries', '3'], { retries: 3 }],
  [['-reconnect'], { reconnect: true }],
  [['-reconnect=F'], { reconnect: false }],
  [['-no-reconnect'], { reconnect: false }],
  [['-monitor=0'], {}],
  [['-stats', 'all'], { detail: 'all' }],
  [['-stats=none'], {}],
  [['-srccidr', '10.0.0.0/8'], { sourceCidr: '10.0.0.0/8' }],
  [['-srccidr', '', '-srcfile=', '-stat_file='], {}],
  [['-srcfile', sources], { sources: ['', '10.0.0.1', '', '10.0.0.2:4000', '::1', '', ''] }],
  [['-connect-timeout', '1.5s'], { connectTimeoutMs: 1500 }],
  [['--reply-timeout=2s'], { replyTimeoutMs: 2000 }],
  [['--sample-interval', '100ms'], { sampleIntervalMs: 100 }],
  [['-workers', '2'], { workers: 2 }],
  [['--journal', '/tmp/j'], { journal: '/tmp/j' }],
  [['--seed', '7'], { seed: 7 }],
  [['-nconn', '1', '-nconn', '2'], { connections: 2 }],
];

const SERVER: readonly (readonly [readonly string[], ServerOptions])[] = [
  [['-server'], {}],
  [['--server=1', '-address', '[::]:0'], { address: '[::]:0' }],
  [['-server', '-udp'], { udp: true }],
  [['-server', '--hostname', 'pod-a'], { hostname: 'pod-a' }],
  [['-server', '-replicas', '4'], { replicas: 4 }],
  // What belongs to the client is passed over, as the original does.
  [['-server', '-nconn', '4', '-rate', '2', '-monitor', '-stats=all', '-timeout', '1m'], {}],
];

it('each flag stands in the table under the name that commander gives it', () => {
  for (const [key, { usage }] of Object.entries(FLAG_ROWS)) {
    expect(new Option(usage).attributeName()).toBe(key);
  }
});

describe('flags become options', () => {
  it.each(CLIENT)('client: %j', async (argv, options) => {
    const world = fakeWorld();
    expect(await run(argv, world)).toMatchObject({ code: 0, stderr: '' });
    expect(world.clients).toEqual([{ detail: 'summary', transport: 'tcp', ...options }]);
    expect(world.servers).toEqual([]);
  });

  it.each(SERVER)('server: %j', async (argv, options) => {
    const world = fakeWorld({
      server: async (hooks) => {
        await Promise.resolve();
        return fakeServer(hooks, { closed: Promise.resolve() });
      },
    });
    expect(await run(argv, world)).toMatchObject({ code: 0 });
    expect(world.servers).toEqual([options]);
    expect(world.clients).toEqual([]);
  });
});

describe('what cannot be followed is said in one line', () => {
  it.each([
    [['-nconn', '0'], "--nconn: expected a whole number from 1, found '0'"],
    [['-nconn', '-3'], "--nconn: expected a whole number from 1, found '-3'"],
    [['-nconn', '4.5'], "--nconn: expected a whole number from 1, found '4.5'"],
    [['-rate', 'fast'], "--rate: expected a number above 0, found 'fast'"],
    [['-rate=0'], "--rate: expected a number above 0, found '0'"],
    [['-rate=1e999'], "--rate: expected a number above 0, found '1e999'"],
    [['-psize', '63'], "--psize: expected a whole number from 64, found '63'"],
    [
      ['-timeout', '10'],
      "--timeout: expected a duration above 0, at most 2500h, as 250ms or 1m30s, found '10'",
    ],
    [
      ['-timeout', '2501h'],
      "--timeout: expected a duration above 0, at most 2500h, as 250ms or 1m30s, found '2501h'",
    ],
    [
      ['-sample-interval', '1us'],
      "--sample-interval: expected a duration of 1ms or more, at most 2500h, as 250ms or 1m30s, found '1us'",
    ],
    [
      ['-journal', '-'],
      "--journal: expected a file, found '-': standard output is for the statistics",
    ],
    [['-retries', 'x'], "--retries: expected a whole number from 1, found 'x'"],
    [['-reconnect=maybe'], "--reconnect: expected true or false, found 'maybe'"],
    [['-udp='], "--udp: expected true or false, found ''"],
    [['-stats', 'some'], "--stats: expected none, summary, all, found 'some'"],
    [['-client', 'http'], "--client: expected echo, found 'http'"],
    [['-workers', '0'], "--workers: expected a whole number from 1, found '0'"],
    [['-seed', '-1'], "--seed: expected a whole number from 0, found '-1'"],
    [
      ['-stat_file', upgrade, '-analyze', 'x'],
      "--analyze: expected throughput, connections, hosts, found 'x'",
    ],
    [
      ['-analyze', 'hosts'],
      '--analyze: expected a file to analyze, as --stat_file run.json, found none',
    ],
    [['-replicas', '2'], '--replicas: expected with --server alone, found with the client'],
    [['-hostname', 'a'], '--hostname: expected with --server alone, found with the client'],
    [
      ['-server', '--journal', 'j'],
      '--journal: expected with the client alone, found with --server',
    ],
    [
      ['-stat_file', upgrade, '--workers=2'],
      '--workers: expected with the client alone, found with --stat_file',
    ],
    [['-srccidr=10.0.0.0/8', '-srcfile', sources], 'expected --srccidr or --srcfile, found both'],
    [['upgrade.json'], "expected flags alone, found 'upgrade.json'"],
    [['-udp', 'true'], "expected flags alone, found 'true'"],
    [['-bogus'], "unknown option '-bogus'"],
  ])('%j', async (argv, message) => {
    const world = fakeWorld();
    expect(await run(argv, world)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `ctraffic: ${message}\n`,
    });
    expect([...world.clients, ...world.servers]).toEqual([]);
  });

  it('a file of source addresses that cannot be used ends with 1', async () => {
    const empty = join(folder, 'empty');
    writeFileSync(empty, '# none\n\n');
    expect(await run(['-srcfile', '/nowhere'])).toMatchObject({
      code: 1,
      stderr: 'ctraffic: /nowhere: cannot be read: no such file\n',
    });
    expect(await run(['-srcfile', empty])).toMatchObject({
      code: 1,
      stderr: `ctraffic: ${empty}: expected a source address in at least one line, found none\n`,
    });
  });

  it.each([
    ['option', 2],
    ['environment', 1],
  ] as const)('the engine’s word on %s ends with %i', async (code, exitCode) => {
    const error = new EngineError({
      code,
      option: 'address',
      expected: 'host:port',
      found: 'x',
    });
    const fails = (): Promise<never> => Promise.reject(error);
    const world = fakeWorld({ client: fails, server: fails });
    for (const argv of [
      ['-address', 'x'],
      ['-server', '-address', 'x'],
    ]) {
      const { code: found, stdout, stderr } = await run(argv, world);
      expect({ found, stdout }).toEqual({ found: exitCode, stdout: '' });
      expect(stderr).toBe('ctraffic: --address: expected host:port, found x\n');
    }
    expect(world.signals.eventNames()).toEqual([]);
  });
});

it('the engine names options, the program flags', async () => {
  for (const [option, flag] of [
    ['packetSizeBytes', '--psize'],
    ['workers', '--workers'],
    ['toString', 'toString'],
  ] as const) {
    const world = fakeWorld({
      client: () =>
        Promise.reject(new EngineError({ code: 'option', option, expected: 'less', found: '9' })),
    });
    expect(await run(['-nconn=9'], world)).toMatchObject({
      code: 2,
      stderr: `ctraffic: ${flag}: expected less, found 9\n`,
    });
  }
});

describe('without traffic', () => {
  it.each([['-version'], ['--version'], ['-version=true']])('%s', async (flag) => {
    expect(await run([flag])).toMatchObject({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  it.each([[[]], [['-help']], [['--help']], [['-h']]])('%j is a call for help', async (argv) => {
    const { code, stdout, stderr } = await run(argv);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: ctraffic \[flags\]\n/);
    for (const group of ['Both ends', 'Client', 'Server', 'Analysis of a recorded run']) {
      expect(stdout).toContain(`\n${group}:\n`);
    }
    expect(stdout).not.toContain('--no-');
  });

  it.each(['throughput', 'connections', 'hosts'])(
    '-analyze %s prints what the original prints',
    async (analysis) => {
      const world = fakeWorld();
      const loadEngine = (): never => {
        throw new Error('the engine was loaded');
      };
      const argv = ['-stat_file', upgrade, '-analyze', analysis, '-server', '-nconn=2'];
      expect(await run(argv, { ...world, loadEngine })).toMatchObject({
        code: 0,
        stdout: recordedText(`upgrade.${analysis}.txt`),
        stderr: '',
      });
    },
  );

  it('the statistics come through standard input, and throughput is the usual analysis', async () => {
    const { stdout } = await runCli((io) => ctrafficProgram(io, fakeWorld()), ['-stat_file', '-'], {
      stdin: recordedText('upgrade.json'),
    });
    expect(stdout).toBe(recordedText('upgrade.throughput.txt'));
  });

  it('a run without samples is refused by its name', async () => {
    const summary = recordedPath('summary.json');
    const { code, stdout, stderr } = await run(['-stat_file', summary]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(`ctraffic: ${summary}: `);
  });
});

it('a signal is not missed while the engine begins', async () => {
  const world = fakeWorld({
    server: async (hooks) => {
      world.signals.emit('SIGTERM');
      await aborted(hooks.signal);
      return fakeServer(hooks);
    },
  });
  expect(await run(['-server'], world)).toMatchObject({ code: 0 });
});
