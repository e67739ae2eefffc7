import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseEvents } from '../../src/analyze/index.ts';
import { command, shellText } from '../../src/lab/command.ts';
import { openEventLog } from '../../src/lab/system/event-log.ts';
import { labsToStop, labToEnter } from '../../src/lab/cluster/labs.ts';
import { generationName, podName } from '../../src/lab/cluster/pod-name.ts';
import { openLabRecords, type LabRecord } from '../../src/lab/system/lab-record.ts';
import { listensOn } from '../../src/lab/system/listening.ts';
import { identityOf, isAlive } from '../../src/lab/system/process-identity.ts';
import { runAll, runCommand } from '../../src/lab/system/run-command.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-lab-test-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const SELF = identityOf(process.pid) ?? { pid: 0, startTicks: 0 };

function recordOf(id: string, changes: Partial<LabRecord> = {}): LabRecord {
  return {
    id,
    purpose: 'basic',
    mode: 'ipv4',
    forwarding: 'ecmp',
    nodes: 4,
    maker: { ...SELF, startTicks: -1 },
    left: false,
    unprivileged: false,
    servers: [],
    ...changes,
  };
}

describe('commands', () => {
  it('can be typed into a shell', () => {
    expect(shellText(command('ip', 'addr', 'add', '10.0.0.0/24'))).toBe('ip addr add 10.0.0.0/24');
    expect(shellText(command('sh', '-c', "echo 'a' > b"))).toBe(`sh -c 'echo '\\''a'\\'' > b'`);
    expect(shellText({ argv: ['cat'], input: 'a\nb\n' })).toBe(`cat <<'END'\na\nb\nEND`);
  });

  it('read what they are given', async () => {
    const path = join(temporaryFolder(), 'copy');
    await runCommand({ argv: ['sh', '-c', `cat > ${path}`], input: 'a\nb\n' });
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
  });

  it('say what went wrong in one line', async () => {
    const words = ['sh', '-c', 'echo one >&2; echo two >&2; exit 3'] as const;
    await expect(runCommand({ argv: words })).rejects.toThrow(
      /^'sh -c .*': expected success, found exit 3: one; two$/,
    );
    await expect(runCommand(command('sh', '-c', 'exit 3'))).rejects.toThrow(
      "'sh -c 'exit 3'': expected success, found exit 3",
    );
    await expect(runCommand(command('ctraffic-no-such'))).rejects.toThrow(
      "expected the program 'ctraffic-no-such', found none: install ctraffic-no-such",
    );
    const forbidden = command('sh', '-c', 'echo Operation not permitted >&2; exit 1');
    await expect(runCommand(forbidden)).rejects.toThrow('expected the rights CAP_SYS_ADMIN');
  });

  it('end at the first that fails', async () => {
    const ran: string[] = [];
    const run = ({ argv: [name] }: { argv: readonly [string, ...string[]] }): Promise<void> => {
      ran.push(name);
      return name === 'b' ? Promise.reject(new Error('b failed')) : Promise.resolve();
    };
    await expect(runAll(run, [command('a'), command('b'), command('c')])).rejects.toThrow(
      'b failed',
    );
    expect(ran).toEqual(['a', 'b']);
  });
});

describe('events', () => {
  it('are what the analyzer reads, and there as soon as they are noted', () => {
    const path = join(temporaryFolder(), 'events.ndjson');
    const heard: string[] = [];
    const log = openEventLog(path, ({ text }) => heard.push(text));
    log.note({ verb: 'remove', subject: 'node1', text: 'remove node1' });
    log.note({ verb: 'link-down', subject: 'node1', text: 'link of "node1" down' });
    const started = new Date(Date.now() - 60_000).toISOString();
    const events = parseEvents(readFileSync(path, 'utf8'), { started });
    log.close();
    expect(events).toMatchObject([
      { verb: 'remove', subject: 'node1', text: 'remove node1', source: 'lab' },
      { verb: 'link-down', subject: 'node1', text: 'link of "node1" down', source: 'lab' },
    ]);
    expect(heard).toEqual(['remove node1', 'link of "node1" down']);
    for (const { timeNs } of events) expect(Math.abs(timeNs / 1e9 - 60)).toBeLessThan(30);
  });
});

describe('names of pods', () => {
  it('are those of a Deployment, and fit into the first echo', () => {
    const generation = generationName();
    expect(generation).toMatch(/^ctraffic-deployment-[bcdfghjklmnpqrstvwxz2456789]{10}$/);
    const name = podName(generation, () => 0);
    expect(name).toBe(`${generation}-bbbbb`);
    expect(name.length).toBeLessThan(64);
  });
});

describe('sockets that listen', () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue',
    '   0: 0100007F:138B 00000000:0000 01 00000000',
    '   1: 00000000:1F90 00000000:0000 0A 00000000',
    '   2: 00000000000000000000000000000000:138C 00000000000000000000000000000000:0000 0A 0',
  ].join('\n');

  it.each([
    [8080, true],
    [5004, true],
    [5003, false],
    [80, false],
  ])('port %d: %s', (port, is) => {
    expect(listensOn(table, port)).toBe(is);
  });
});

describe('processes', () => {
  it('are not taken for others of the same number', () => {
    expect(isAlive(SELF)).toBe(true);
    expect(isAlive({ ...SELF, startTicks: SELF.startTicks + 1 })).toBe(false);
    expect(identityOf(0)).toBeUndefined();
  });
});

describe('records of labs', () => {
  it('are kept until they are removed, for their owner alone', () => {
    const folder = join(temporaryFolder(), 'records');
    const records = openLabRecords(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    records.write(recordOf('b'));
    records.write(recordOf('a', { purpose: 'loss' }));
    records.write(recordOf('a', { purpose: 'ecmp' }));
    expect(openLabRecords(folder).list()).toEqual([
      recordOf('a', { purpose: 'ecmp' }),
      recordOf('b'),
    ]);
    records.remove('a');
    records.remove('a');
    expect(records.list().map(({ id }) => id)).toEqual(['b']);
  });

  it('say which labs may be taken down', () => {
    const forgotten = recordOf('a');
    const inUse = recordOf('b', { maker: SELF });
    const left = recordOf('c', { maker: SELF, left: true });
    expect(labsToStop([forgotten, inUse, left])).toEqual([forgotten, left]);
    expect(labsToStop([forgotten, left], 'c')).toEqual([left]);
    expect(() => labsToStop([inUse], 'b')).toThrow(`in use by process ${process.pid}`);
    expect(() => labsToStop([left], 'd')).toThrow("id: expected c, found 'd'");
    expect(() => labsToStop([], 'd')).toThrow('expected a lab that is up, found none');
  });

  it('say which lab is meant', () => {
    expect(labToEnter([recordOf('a')]).id).toBe('a');
    expect(labToEnter([recordOf('a'), recordOf('b')], 'b').id).toBe('b');
    expect(() => labToEnter([])).toThrow('expected a lab that is up, found none');
    expect(() => labToEnter([recordOf('a'), recordOf('b')])).toThrow(
      'id: expected a, b, found none',
    );
  });
});
