import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_LAB, namespacesOf, startLab, testId } from '../../support/lab.ts';
import { testFolder } from '../../support/test-folder.ts';
import { missing } from '../../support/tools.ts';

const NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];

/** Why a test as somebody else is skipped; '' = it runs. */
function lacking(): string {
  const absent = NO_LAB || missing('setpriv');
  if (absent !== '') return absent;
  const [program = '', ...words] = NOBODY;
  const can = (...command: readonly string[]): boolean =>
    spawnSync(program, [...words, ...command]).status === 0;
  if (!can('unshare', '--user', '--map-root-user', '--mount', '--net', 'true')) {
    return ' (needs user namespaces for everybody)';
  }
  const built = new URL('../../../dist/bin/ctraffic-lab.cjs', import.meta.url).pathname;
  return can(process.execPath, built, '--version') ? '' : ' (needs a folder that others may read)';
}

const reason = lacking();

describe.skipIf(reason !== '')(`a lab without root${reason}`, () => {
  it('is built, entered and taken down in a user namespace of its own', async () => {
    const [cwd, id] = [testFolder(), testId()];
    chmodSync(cwd, 0o777);
    const asNobody = (...argv: readonly string[]): ReturnType<typeof startLab>['ended'] =>
      startLab(argv, { cwd, before: NOBODY }).ended;
    const basic = await asNobody('test', 'basic', '--mode', 'ipv4', '--id', id, '--out', 'basic');
    expect(basic.stdout).toMatch(/^basic outside-ipv4: passed/m);
    expect(basic.code).toBe(0);

    const up = await asNobody('test', 'start', '--id', id);
    expect(up.code).toBe(0);
    // The host's own list of namespaces knows nothing of it.
    expect(namespacesOf(id)).toEqual([]);
    const exec = await asNobody('exec', '--id', id, 'node1', '--', 'ip', 'address', 'show', 'lo');
    expect(exec.stdout).toContain('inet 10.0.0.0/24');
    const stopped = await asNobody('stop', '--id', id);
    expect(stopped).toMatchObject({ code: 0, stdout: `Lab ${id} is down.\n` });
    expect((await asNobody('status')).stdout).not.toContain(id);
  });
});
