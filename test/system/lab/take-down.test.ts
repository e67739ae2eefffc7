import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  hostState,
  NO_LAB,
  namespacesOf,
  readResult,
  startLab,
  testId,
  type LabProcess,
} from '../../support/lab.ts';
import { testFolder } from '../../support/test-folder.ts';

/** A lab under way; what is left of it goes with the test. */
function underWay(cwd: string, id: string): LabProcess {
  onTestFinished(async () => {
    await startLab(['stop', '--id', id], { cwd }).ended;
  });
  const argv = ['upgrade', '--id', id, '--out', 'out', '--timeout', '60s', '--from', '1s'];
  return startLab([...argv, '--nconn', '20', '--rate', '100'], { cwd });
}

/** Waits until the lab has begun to disturb its traffic. */
async function untilDisturbed(cwd: string): Promise<void> {
  const path = join(cwd, 'out/events.ndjson');
  for (;;) {
    try {
      if (readFileSync(path, 'utf8').includes('add node')) return;
    } catch {
      // The folder is not there yet.
    }
    await sleep(50);
  }
}

describe.skipIf(NO_LAB !== '')(`what a lab leaves behind${NO_LAB}`, () => {
  it('is nothing but its files after SIGINT, and these are whole', async () => {
    const before = hostState();
    const [cwd, id] = [testFolder(), testId()];
    const lab = underWay(cwd, id);
    await untilDisturbed(cwd);
    expect(namespacesOf(id)).toHaveLength(10);
    expect(hostState()).toEqual(before);
    lab.signal('SIGINT');
    const { code, stdout } = await lab.ended;
    expect(code).toBe(130);
    expect(namespacesOf(id)).toEqual([]);
    expect(hostState()).toEqual(before);
    const { run } = await readResult(join(cwd, 'out'));
    expect(run.header.stopped).toBe('interrupted');
    expect(stdout).toContain('Everything is in out/');
  });

  it('is nothing after SIGINT while it is built', async () => {
    const [cwd, id] = [testFolder(), testId()];
    const lab = underWay(cwd, id);
    while (namespacesOf(id).length === 0) await sleep(1);
    lab.signal('SIGINT');
    const { code } = await lab.ended;
    expect(code).toBe(130);
    expect(namespacesOf(id)).toEqual([]);
  });

  it('is taken down by stop after SIGKILL, and nothing else is', async () => {
    const before = hostState();
    const [cwd, id, other] = [testFolder(), testId(), testId()];
    const standing = await startLab(['test', 'start', '--id', other, '--mode', 'ipv4'], { cwd })
      .ended;
    onTestFinished(async () => {
      await startLab(['stop', '--id', other], { cwd }).ended;
    });
    expect(standing.code).toBe(0);
    const lab = underWay(cwd, id);
    await untilDisturbed(cwd);
    const refused = await startLab(['stop', '--id', id], { cwd }).ended;
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toMatch(
      /^ctraffic-lab: --id: expected a lab that nobody uses, found '.*' in use by process/,
    );
    lab.signal('SIGKILL');
    await lab.ended;
    expect(namespacesOf(id)).toHaveLength(10);
    const { code, stdout } = await startLab(['stop', '--id', id], { cwd }).ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: `Lab ${id} is down.\n` });
    expect(namespacesOf(id)).toEqual([]);
    expect(namespacesOf(other)).toHaveLength(6);
    expect(hostState()).toEqual(before);
  });

  it('can be used by hand while it is up', async () => {
    const [cwd, id] = [testFolder(), testId()];
    const up = await startLab(['test', 'start', '--id', id], { cwd }).ended;
    onTestFinished(async () => {
      await startLab(['stop', '--id', id], { cwd }).ended;
    });
    expect(up.stdout).toContain(`ctraffic-lab stop --id ${id}`);
    const exec = ['exec', '--id', id, 'router', '--'];
    const traffic = ['ctraffic', '-address', '[1000::1]:5003', '-nconn', '4', '-timeout', '2s'];
    const { code, stdout } = await startLab([...exec, ...traffic], { cwd }).ended;
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ Connections: 4, FailedConnections: 0 });
    const failed = await startLab([...exec, 'sh', '-c', 'exit 7'], { cwd }).ended;
    expect(failed.code).toBe(7);
    const nobody = await startLab(['exec', '--id', id, 'node9', '--', 'true'], { cwd }).ended;
    expect(nobody).toMatchObject({ code: 2 });
    expect(nobody.stderr).toContain(
      "expected client, router, node1, node2, node3, node4, found 'node9'",
    );
    const taken = await startLab(['test', 'start', '--id', id], { cwd }).ended;
    expect(taken.stderr).toContain('ctraffic-lab: --id: expected an id that is free');
    const status = await startLab(['status'], { cwd }).ended;
    expect(status.stdout).toContain(`Lab ${id}: start, dual-stack, 4 nodes, up\n`);
  });
});
