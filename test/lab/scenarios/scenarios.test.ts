import { describe, expect, it } from 'vitest';
import type { Verbs } from '../../../src/lab/cluster/verbs.ts';
import { topologyOf } from '../../../src/lab/run/run-scenario.ts';
import type { Scenario } from '../../../src/lab/scenarios/scenario.ts';
import { ecmp } from '../../../src/lab/scenarios/ecmp.ts';
import { failover } from '../../../src/lab/scenarios/failover.ts';
import { loss } from '../../../src/lab/scenarios/loss.ts';
import { undisturbed } from '../../../src/lab/scenarios/undisturbed.ts';
import { upgrade, type UpgradeOptions } from '../../../src/lab/scenarios/upgrade.ts';
import type { Timeline } from '../../../src/lab/scenarios/timeline.ts';

/** Everything that a scenario does, with its time; time passes only where it waits. */
async function deeds({ disturb }: Scenario): Promise<string[]> {
  const done: string[] = [];
  let nowMs = 0;
  const waiting: { readonly untilMs: number; readonly go: () => void }[] = [];
  const until = (untilMs: number): Promise<void> =>
    new Promise((go) => waiting.push({ untilMs, go }));
  const time: Timeline = { now: () => nowMs, until, pause: (ms) => until(nowMs + ms) };
  const verb =
    (name: string) =>
    (...words: readonly (string | number)[]): Promise<void> => {
      const shown = words.filter((word) => !String(word).startsWith('ctraffic-deployment-'));
      done.push([nowMs, name, ...shown].join(' '));
      return Promise.resolve();
    };
  const verbs = new Proxy({}, { get: (_, name) => verb(String(name)) }) as Verbs;
  const state = { isOver: false };
  const all = disturb(verbs, time).finally(() => {
    state.isOver = true;
  });
  while (!state.isOver) {
    // Everything that can be done at this time is done before time goes on.
    await new Promise((resolve) => setImmediate(resolve));
    waiting.sort((a, b) => a.untilMs - b.untilMs);
    const next = waiting.shift();
    if (next === undefined) continue;
    nowMs = Math.max(nowMs, next.untilMs);
    next.go();
  }
  await all;
  return done;
}

const UPGRADE: UpgradeOptions = {
  replicas: 2,
  maxUnavailable: 1,
  maxSurge: 0,
  fromMs: 3000,
  readyDelayMs: 1000,
  minReadyMs: 500,
  graceMs: 0,
  kill: false,
};

describe('scenarios, as functions of time', () => {
  it('an undisturbed run', async () => {
    expect(await deeds(undisturbed({ nodes: 4, client: 'client' }))).toEqual([]);
  });

  it('packet loss for a while', async () => {
    const options = { nodes: 4, probability: 0.05, fromMs: 1000, forMs: 500 };
    expect(await deeds(loss(options))).toEqual([
      '1000 dropPackets client 0.05',
      '1500 stopDropping client',
    ]);
  });

  it('a next hop that goes and comes back', async () => {
    const options = { targets: 4, remove: 2, fromMs: 100, forMs: 200 } as const;
    const scenario = ecmp({ ...options, kind: 'resilient', client: 'router' });
    expect(await deeds(scenario)).toEqual(['100 removeTarget 2', '300 addTarget 2']);
    expect(scenario).toMatchObject({ forwarding: 'resilient', client: 'router', replicas: 4 });
    expect(topologyOf(scenario, 'x', [4])).not.toHaveProperty('idleTimerSeconds');
    const restless = ecmp({ ...options, kind: 'resilient', client: 'router', idleTimerSeconds: 0 });
    expect(topologyOf(restless, 'x', [4])).toMatchObject({ idleTimerSeconds: 0 });
  });

  it.each([
    ['process', 'killPod 1', 'startPod 1'],
    ['node', 'linkDown 1', 'linkUp 1'],
    ['route', 'routeDown 1', 'routeUp 1'],
  ] as const)('a %s that fails', async (kill, fail, mend) => {
    const options = { nodes: 4, kill, detectMs: 3000, fromMs: 5000, forMs: 9000 };
    expect(await deeds(failover(options))).toEqual([
      `5000 ${fail}`,
      '8000 removeTarget 1',
      `14000 ${mend}`,
      '14000 addTarget 1',
    ]);
  });

  it('a rolling upgrade, one by one', async () => {
    expect(await deeds(upgrade(UPGRADE))).toEqual([
      '3000 removeTarget 1',
      '3000 startPod 3',
      '3000 stopPod 1',
      '4000 addTarget 3',
      '4500 removeTarget 2',
      '4500 startPod 4',
      '4500 stopPod 2',
      '5500 addTarget 4',
    ]);
  });

  it('a rolling upgrade with one to spare, time to leave and no mercy', async () => {
    const options = { ...UPGRADE, maxUnavailable: 0, maxSurge: 1, graceMs: 200, kill: true };
    expect(await deeds(upgrade(options))).toEqual([
      '3000 startPod 3',
      '4000 addTarget 3',
      '4500 removeTarget 1',
      '4500 startPod 4',
      '4700 killPod 1',
      '5500 addTarget 4',
      '6000 removeTarget 2',
      '6200 killPod 2',
    ]);
  });

  it('an upgrade that could not begin is refused', () => {
    expect(() => upgrade({ ...UPGRADE, maxUnavailable: 0 })).toThrow(
      'maxUnavailable: expected 1 or more where there is no surge, found 0',
    );
  });

  it('a failure of a verb is the failure of the scenario', async () => {
    const { disturb } = upgrade(UPGRADE);
    const passing: Timeline = {
      now: () => 0,
      until: () => Promise.resolve(),
      pause: () => Promise.resolve(),
    };
    const refuse = (): Promise<void> => Promise.reject(new Error('no more'));
    const verbs = new Proxy({}, { get: () => refuse }) as Verbs;
    await expect(disturb(verbs, passing)).rejects.toThrow('no more');
  });
});
