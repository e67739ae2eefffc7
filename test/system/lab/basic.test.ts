import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_LAB, startLab, testId } from '../../support/lab.ts';
import { testFolder } from '../../support/test-folder.ts';

describe.skipIf(NO_LAB !== '')(`ctraffic-lab test${NO_LAB}`, () => {
  it.each([
    ['ipv4', ['inside-ipv4', 'outside-ipv4'], []],
    ['ipv6', ['inside-ipv6', 'outside-ipv6'], ['--udp']],
    ['dual-stack', ['inside-ipv4', 'outside-ipv4', 'inside-ipv6', 'outside-ipv6'], []],
  ] as const)('basic loses nothing: %s', async (mode, runs, more) => {
    const argv = ['test', '--mode', mode, 'basic', '--id', testId(), ...more];
    const { code, stdout, stderr } = await startLab(argv, { cwd: testFolder() }).ended;
    expect(stdout + stderr).toContain('Everything is in test-1/');
    for (const run of runs) expect(stdout).toMatch(new RegExp(`^basic ${run}: passed`, 'm'));
    expect(code).toBe(0);
  });

  it('lossy, over UDP', async () => {
    const argv = ['test', '--mode', 'ipv4', 'lossy', '--udp', '--id', testId()];
    const { stdout } = await startLab(argv, { cwd: testFolder() }).ended;
    expect(stdout).toMatch(/^lossy ipv4: /m);
  });

  it('get_stats keeps its statistics', async () => {
    const cwd = testFolder();
    const argv = ['test', 'get_stats', '--mode', 'ipv4', '--id', testId()];
    const { code } = await startLab(argv, { cwd }).ended;
    expect(code).toBe(0);
    const stats = JSON.parse(readFileSync(join(cwd, 'ctraffic.out'), 'utf8')) as object;
    expect(stats).toMatchObject({ Connections: 40, FailedConnections: 0 });
  });
});
