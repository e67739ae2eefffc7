import { describe, expect, it } from 'vitest';
import { ctrafficProgram } from '../../src/cli/ctraffic/program.ts';
import type { Server } from '../../src/engine/index.ts';
import { runCli } from '../support/run-cli.ts';
import { fakeServer, fakeWorld, type FakeEngine } from '../support/traffic-world.ts';

/** Runs a server until it listens, does something, and ends it with SIGTERM. */
async function serve(
  argv: readonly string[],
  changes: Partial<Server> = {},
  meanwhile: (world: ReturnType<typeof fakeWorld>) => Promise<void> = () => Promise.resolve(),
): Promise<{ code: number; stderr: string }> {
  const engine: FakeEngine = {
    server: (hooks) => Promise.resolve(fakeServer(hooks, changes)),
  };
  const world = fakeWorld(engine);
  const running = runCli((io) => ctrafficProgram(io, world), ['-server', ...argv]);
  await expect.poll(() => world.servers.length).toBe(1);
  await meanwhile(world);
  world.signals.emit('SIGTERM');
  const { code, stderr, stdout } = await running;
  expect(stdout).toBe('');
  expect(world.signals.eventNames()).toEqual([]);
  return { code, stderr };
}

describe('a server', () => {
  it('says where it listens, and leaves with 0 by SIGTERM', async () => {
    expect(await serve([])).toEqual({
      code: 0,
      stderr: 'ctraffic: listening on [::]:5003, TCP, as node-1\n',
    });
    const address = { host: '127.0.0.1', port: 40_001, family: 4 } as const;
    expect((await serve(['-udp'], { address, hosts: ['a-0', 'a-1'] })).stderr).toBe(
      'ctraffic: listening on 127.0.0.1:40001, TCP and UDP, as a-0, a-1\n',
    );
  });

  it('with replicas is upgraded by SIGHUP, and says where that fails', async () => {
    let restarts = 0;
    const restart = (): Promise<void> =>
      ++restarts < 2 ? Promise.resolve() : Promise.reject(new Error('no\nmemory'));
    const { stderr } = await serve(['-replicas=2'], { restart }, async ({ signals }) => {
      await expect.poll(() => signals.listenerCount('SIGHUP')).toBe(1);
      signals.emit('SIGHUP');
      signals.emit('SIGHUP');
      await expect.poll(() => restarts).toBe(2);
    });
    expect(stderr).toMatch(/\nctraffic: the replicas were not replaced: no memory\n$/);
  });

  it('with replicas outlives a SIGHUP while they start, and says nothing of listening once it is to stop', async () => {
    let answer: (server: Server) => void = () => undefined;
    const world = fakeWorld({
      server: () => new Promise<Server>((resolve) => (answer = resolve)),
    });
    const running = runCli((io) => ctrafficProgram(io, world), ['-server', '-replicas=2']);
    await expect.poll(() => world.servers.length).toBe(1);
    expect(world.signals.emit('SIGHUP')).toBe(true);
    world.signals.emit('SIGTERM');
    answer(fakeServer({}));
    expect(await running).toMatchObject({ code: 0, stderr: '' });
  });

  it('without replicas leaves SIGHUP to what it does everywhere', async () => {
    await serve([], {}, async ({ signals }) => {
      await Promise.resolve();
      expect(signals.listenerCount('SIGHUP')).toBe(0);
    });
  });
});
