import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { TrafficOptions } from '../../src/lab/topology/client.ts';
import { outputFolder } from '../../src/cli/lab/run/folder.ts';
import { createProgress } from '../../src/cli/lab/run/progress.ts';
import { labProgram } from '../../src/cli/lab/program.ts';
import { trafficFrom } from '../../src/cli/lab/options/traffic-options.ts';
import { parseEvents, readStats } from '../../src/stats/index.ts';
import { openLabRecords } from '../../src/lab/index.ts';
import { recordOf } from '../lab/system/lab-records.ts';
import { NOT_BUILT } from '../support/ctraffic.ts';
import { runCli } from '../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-lab-cli-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('ctraffic-lab', () => {
  it.each([
    ['test'],
    ['upgrade'],
    ['ecmp'],
    ['loss'],
    ['failover'],
    ['exec'],
    ['stop'],
    ['status'],
  ])('%s shows help', async (name) => {
    const { code, stdout } = await runCli(labProgram, [name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: ctraffic-lab ${name}`);
  });

  it('lists its tests', async () => {
    const { stdout } = await runCli(labProgram, ['test', '--list']);
    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual([
      'start',
      'basic',
      'lossy',
      'get_stats',
      '',
    ]);
  });

  it.each([
    ['loss --probability 0', "--probability: expected a share, as 5% or 0.05, found '0'"],
    ['loss --probability 101%', "--probability: expected a share, as 5% or 0.05, found '101%'"],
    ['loss --from 3', "--from: expected a duration of at most 24h, as 250ms or 1m30s, found '3'"],
    [
      'loss --timeout 0s',
      "--timeout: expected a duration from 1ms to 24h, as 250ms or 1m30s, found '0s'",
    ],
    ['loss --nodes 201', "--nodes: expected a whole number from 1 to 200, found '201'"],
    ['loss --id A', "--id: expected up to 12 lower-case letters and digits, found 'A'"],
    [
      'ecmp --kind resilient --idle-timer 500ms',
      "--idle-timer: expected whole seconds of at most 24h, as 0, 1s or 2m, found '500ms'",
    ],
    ['ecmp --idle-timer 1s', '--idle-timer: expected --kind resilient, found --kind legacy'],
    ['ecmp --remove 5', "--remove: expected one of the 4 next hops, found '5'"],
    ['upgrade --max-surge x', "--max-surge: expected pods, as 1 or 25%, found 'x'"],
    [
      'upgrade --max-unavailable 10%',
      '--max-unavailable: expected 1 or more where there is no surge, found 0: the upgrade could not begin',
    ],
    ['test nonsense', "expected start, basic, lossy, get_stats, found 'nonsense'"],
  ])('%s is refused', async (line, message) => {
    expect(await runCli(labProgram, line.split(' '))).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `ctraffic-lab: ${message}\n`,
    });
  });

  it('names the flag of what the lab refuses', async () => {
    vi.stubEnv('CTRAFFIC_LAB_RECORDS', join(folder, 'records'));
    const records = openLabRecords(join(folder, 'records'));
    const stop = (): ReturnType<typeof runCli> => runCli(labProgram, ['stop', '--id', 'x']);
    expect(await stop()).toMatchObject({
      code: 2,
      stderr:
        "ctraffic-lab: expected a lab that is up, found none: start one with 'ctraffic-lab test start'\n",
    });
    records.write(recordOf('a'));
    expect(await stop()).toMatchObject({
      code: 2,
      stderr: "ctraffic-lab: --id: expected one of the labs a, found 'x'\n",
    });
    vi.unstubAllEnvs();
  });

  it('takes Go flags, and prints what it would run', async () => {
    const argv = ['upgrade', '-replicas=2', '-nconn', '7', '--id', 'x', '-mode=ipv6', '--dry-run'];
    const { code, stdout } = await runCli(labProgram, argv);
    expect(code).toBe(0);
    expect(stdout).toContain('ip netns add ctlab-x-node4\n');
    expect(stdout).not.toContain('192.168');
    expect(stdout).toMatch(/ctraffic\.cjs -address '\[1000::1\]:5003' -nconn 7 -rate 500 /);
    expect(stdout).toMatch(/ip netns del ctlab-x-client\n$/);
  });

  it('prints what tests would run', async () => {
    const argv = ['test', 'start', 'basic', '--mode', 'ipv4', '--id', 'x', '--dry-run'];
    const { stdout } = await runCli(labProgram, argv);
    expect(stdout.match(/^# (Up|basic .*)$/gm)).toEqual([
      '# Up',
      '# basic inside-ipv4',
      '# Up',
      '# basic outside-ipv4',
      '# Up',
    ]);
  });

  it('names a new folder after what it runs', () => {
    const name = join(folder, 'upgrade');
    expect(outputFolder(undefined, name)).toBe(`${name}-1`);
    expect(outputFolder(undefined, name)).toBe(`${name}-2`);
    expect(outputFolder(join(folder, 'deep/er'), name)).toBe(join(folder, 'deep/er'));
    expect(existsSync(join(folder, 'deep/er'))).toBe(true);
    expect(() => outputFolder('/dev/null/x', name)).toThrow('/dev/null/x: cannot be made');
  });

  it('hands the traffic on', () => {
    const flags = { nconn: 4, rate: 5, timeout: 6000 };
    const traffic: TrafficOptions = {
      transport: 'tcp',
      connections: 4,
      rateKBps: 5,
      durationMs: 6000,
    };
    expect(trafficFrom(flags)).toEqual(traffic);
    expect(trafficFrom({ ...flags, udp: true })).toEqual({ ...traffic, transport: 'udp' });
  });
});

describe('progress', () => {
  const written = (isTTY: boolean): string => {
    let text = '';
    let nowMs = 0;
    const stderr = {
      write: (data: string | Uint8Array) => (text += data.toString()),
      isTTY,
      columns: 12,
    };
    const io = { stdin: process.stdin, stdout: stderr, stderr, env: {} };
    const progress = createProgress(io, () => nowMs);
    nowMs = 1500;
    progress.status('a long status');
    progress.event({ time: '', verb: 'remove', subject: 'node1', text: 'remove node1' });
    progress.say('a word');
    progress.finish();
    return text;
  };

  it('keeps one line up to date below what stays', () => {
    const erase = '\r\x1b[K';
    expect(written(true).split(erase)).toEqual([
      '',
      '2 s: a long',
      '1.5 s: remove node1\n',
      '2 s: a long',
      'a word\n',
      '2 s: a long',
      '',
    ]);
  });

  it('is not seen where there is no terminal, but words are', () => {
    expect(written(false)).toBe('a word\n');
  });
});

describe.skipIf(NOT_BUILT !== '')(`an upgrade without namespaces${NOT_BUILT}`, () => {
  it('shows what each replica cost, and keeps everything', async () => {
    const out = join(folder, 'local');
    const load = ['--replicas', '2', '--nconn', '8', '--rate', '80', '--timeout', '8s'];
    const argv = ['upgrade', '--local', '--from', '2s', ...load, '--out', out];
    const { code, stdout } = await runCli(labProgram, argv);
    expect(code).toBe(0);
    expect(stdout).toContain('  R1  R2 Lost\n   4   4    0\n');
    expect(stdout).toContain(`Everything is in ${out}/\n`);
    const events = readFileSync(join(out, 'events.ndjson'), 'utf8');
    expect(events.match(/"event":"replace replica \d"/g)).toHaveLength(2);
    const { header } = await readStats(join(out, 'stats.json'));
    expect(parseEvents(events, header)).toMatchObject(
      ['replica 0', 'replica 1'].map((subject) => ({
        text: `replace ${subject}`,
        verb: 'replace',
        subject,
        source: 'lab',
      })),
    );
    for (const file of ['stats.json', 'connections.svg', 'replicas.png', 'throughput.svg']) {
      expect(existsSync(join(out, file))).toBe(true);
    }
  });
});
