import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { command } from '../../../src/lab/command.ts';
import { runAll, runCommand } from '../../../src/lab/system/run-command.ts';
import { testFolder } from '../../support/test-folder.ts';

describe('commands', () => {
  it('read what they are given', async () => {
    const path = join(testFolder(), 'copy');
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
