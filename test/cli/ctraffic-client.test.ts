import { describe, expect, it } from 'vitest';
import { ctrafficProgram } from '../../src/cli/ctraffic/program.ts';
import type { ClientHooks } from '../../src/engine/index.ts';
import { recordedText } from '../support/recorded.ts';
import { runCli, type CliResult, type CliWorld } from '../support/run-cli.ts';
import {
  aborted,
  fakeWorld,
  recordedRun,
  runStatus,
  type FakeWorld,
} from '../support/traffic-world.ts';

function run(argv: readonly string[], world: FakeWorld, cli: CliWorld = {}): Promise<CliResult> {
  return runCli((io) => ctrafficProgram(io, world), argv, cli);
}

describe('the statistics of a run', () => {
  it('-stats all: the whole file', async () => {
    const { stdout, stderr, code } = await run(['-stats=all'], fakeWorld());
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toBe(recordedText('upgrade.json'));
  });

  it('summary, the usual: neither connections nor samples', async () => {
    const { stdout } = await run(['-udp'], fakeWorld({ client: () => recordedRun('summary') }));
    expect(stdout).toBe(recordedText('summary.json'));
    const all = await run(['-stats', 'summary'], fakeWorld());
    expect(all.stdout).toMatch(/^\{"Started":[^[]*\}\n$/);
  });

  it('none: nothing', async () => {
    expect((await run(['-stats', 'none'], fakeWorld())).stdout).toBe('');
  });
});

describe('how a run ended', () => {
  it.each([
    ['deadline', 0, ''],
    ['interrupted', 0, 'ctraffic: interrupted after 4.1 s of 60 s\n'],
    ['no-connections', 0, 'ctraffic: ended after 4.1 s of 60 s: no connection is left\n'],
    [
      'too-many-reconnects',
      1,
      'ctraffic: ended after 4.1 s of 60 s: too many re-connects; --retries allows more\n',
    ],
    [
      'out-of-sources',
      1,
      'ctraffic: ended after 4.1 s of 60 s: the source addresses of --srcfile are used up\n',
    ],
    ['tester-failed', 1, 'ctraffic: ended after 4.1 s of 60 s: a thread of the client died\n'],
  ])('%s: exit code %i', async (stopped, exitCode, words) => {
    const world = fakeWorld({
      client: () => recordedRun('upgrade', { stopped, durationNs: 4_123_456_789 }),
    });
    const { code, stdout, stderr } = await run(['-timeout', '1m'], world);
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: words });
    expect(JSON.parse(stdout)).toMatchObject({ Stopped: stopped });
  });

  it('no connection was ever established: 1, with the reasons', async () => {
    const never = async (
      { onUnconnected }: ClientHooks,
      reasons: readonly string[] = [''],
    ): ReturnType<typeof recordedRun> => {
      const found = await recordedRun('upgrade', {
        stopped: 'deadline',
        sent: 0,
        failedConnections: 0,
        failedConnects: 17,
      });
      const { connections } = found;
      connections.connectNs.fill(0);
      for (let client = 0; client < found.header.connections; client++) {
        onUnconnected?.(reasons[client % reasons.length] ?? '');
      }
      return { ...found, connections };
    };
    const { code, stdout, stderr } = await run(
      ['-address', '[::1]:9'],
      fakeWorld({ client: (hooks) => never(hooks) }),
    );
    expect(code).toBe(1);
    expect(stderr).toBe(
      'ctraffic: [::1]:9: expected a server that answers, found none: 17 attempts to connect failed\n',
    );
    expect(JSON.parse(stdout)).toMatchObject({ FailedConnects: 17 });
    const told = fakeWorld({
      client: (hooks) => never(hooks, ['unreachable', 'refused', '', 'refused']),
    });
    expect((await run(['-stats=summary'], told)).stderr).toMatch(
      / 17 attempts to connect failed \(refused, unreachable\)\n$/,
    );
    // A connection on which nothing was sent is one all the same, whether or not somebody looked.
    const unseen = fakeWorld({
      client: (hooks) => {
        let told = 0;
        return never({
          ...hooks,
          onUnconnected: (cause) => {
            if (told++ > 0) hooks.onUnconnected?.(cause);
          },
        });
      },
    });
    expect(await run(['-timeout=3s'], unseen)).toMatchObject({ code: 0, stderr: '' });
    const quiet = fakeWorld({
      client: (hooks) => {
        hooks.onStatus?.(runStatus({ active: 1 }));
        return never(hooks);
      },
    });
    expect(await run(['-timeout=3s'], quiet)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a run whose connections had no echo', () => {
  it.each([
    [{ stopped: 'deadline' }, ' (refused, timeout)'],
    [{ stopped: 'too-many-reconnects' }, ' (refused, timeout)'],
    [{ stopped: 'interrupted' }, ' (refused, timeout)'],
  ])('%j: 1, with the reasons', async (changes, why) => {
    const world = fakeWorld({
      client: ({ onLoss }) => {
        for (const cause of ['timeout', 'refused', 'timeout']) {
          onLoss?.({ timeNs: 1e9, client: 0, host: '', err: 'gone', cause });
        }
        return recordedRun('upgrade', { ...changes, sent: 7, received: 0, failedConnections: 3 });
      },
    });
    const { code, stderr } = await run(['-udp', '-address', '[::1]:9'], world);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `ctraffic: [::1]:9: expected a server that echoes, found none: 7 packets sent, 3 connections lost${why}\n`,
    });
  });

  it('is nobody’s fault when it was interrupted before a reply was due', async () => {
    const changes = { stopped: 'interrupted', sent: 1, received: 0, failedConnections: 0 };
    const world = fakeWorld({ client: () => recordedRun('upgrade', changes) });
    expect(await run(['-udp'], world)).toMatchObject({ code: 0 });
  });

  it('is no such run when one echo came, whatever was lost after it', async () => {
    const changes = { stopped: 'deadline', sent: 9, received: 1, failedConnections: 3 };
    const world = fakeWorld({ client: () => recordedRun('upgrade', changes) });
    expect(await run([], world)).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('a run without a connection and without a failed attempt', () => {
  it.each([
    ['deadline', 1, '[::1]:5003: expected a server that answers, found none within 4.1 s'],
    [
      'out-of-sources',
      1,
      'ended after 4.1 s of 10 s: the source addresses of --srcfile are used up',
    ],
    ['tester-failed', 1, 'ended after 4.1 s of 10 s: a thread of the client died'],
    ['interrupted', 0, 'interrupted after 4.1 s of 10 s'],
  ])('%s', async (stopped, exitCode, words) => {
    const never = ({ onUnconnected }: ClientHooks): ReturnType<typeof recordedRun> => {
      for (let client = 0; client < 20; client++) onUnconnected?.('');
      return recordedRun('summary', {
        stopped,
        durationNs: 4_123_456_789,
        sent: 0,
        failedConnections: 0,
        failedConnects: 0,
      });
    };
    const { code, stderr } = await run(['-timeout=10s'], fakeWorld({ client: never }));
    expect({ code, stderr }).toEqual({ code: exitCode, stderr: `ctraffic: ${words}\n` });
  });
});

describe('signals', () => {
  const interruptible = (): FakeWorld =>
    fakeWorld({
      client: async ({ signal }) => {
        await aborted(signal);
        return recordedRun('interrupted', { stopped: 'interrupted' });
      },
    });

  it.each(['SIGINT', 'SIGTERM'])('%s stops the run; what happened is told', async (name) => {
    const world = interruptible();
    const running = run(['-stats=all', '-timeout=20s'], world);
    await expect.poll(() => world.signals.listenerCount(name)).toBe(1);
    world.signals.emit(name);
    const { code, stdout, stderr } = await running;
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'ctraffic: interrupted after 4 s of 20 s\n',
    });
    expect(JSON.parse(stdout)).toMatchObject({ Stopped: 'interrupted', Connections: 20 });
    expect(world.left).toEqual([]);
    expect(world.signals.eventNames()).toEqual([]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('a second %s leaves at once with %i, the line of the monitor erased', async (name, code) => {
    let end = (): void => undefined;
    const world = fakeWorld({
      client: async ({ onStatus }) => {
        onStatus?.(runStatus());
        await new Promise<void>((resolve) => (end = resolve));
        return recordedRun('interrupted', { stopped: 'interrupted' });
      },
    });
    const running = run(['-monitor'], world, { stderrIsTerminal: true, env: { NO_COLOR: '1' } });
    await expect.poll(() => world.signals.listenerCount(name)).toBe(1);
    world.signals.emit('SIGINT');
    expect(world.left).toEqual([]);
    world.signals.emit(name);
    expect(world.left).toEqual([code]);
    end();
    expect((await running).stderr).toMatch(/left {2}[^\r]*\r\x1b\[Kctraffic: interrupted[^\r]*\n$/);
  });
});
