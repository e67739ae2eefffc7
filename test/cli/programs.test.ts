import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { recordedPath, recordedText } from '../support/recorded.ts';

const program = (name: string): string =>
  new URL(`../../dist/bin/${name}.cjs`, import.meta.url).pathname;

const upgrade = recordedPath('upgrade.json');

/** The built programs, as the shell starts them; `npm ci` builds them. */
describe.skipIf(!existsSync(program('ctraffic-plot')))('the built programs', () => {
  const run = (argv: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, argv, { encoding: 'utf8', maxBuffer: 1e8 });

  it('print what the original prints', () => {
    const { stdout } = run([program('ctraffic-analyze'), 'connections', upgrade]);
    expect(stdout).toBe(recordedText('upgrade.connections.txt'));
  });

  it('do the same where the code cache does not fit this Node', () => {
    const argv = [program('ctraffic-plot'), 'replicas', upgrade];
    const { stdout, stderr, status } = run(argv);
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    expect(stdout).toMatch(/^<svg .*<\/svg>\n$/s);
    // V8 refuses a cache that was made under other flags.
    expect(run(['--no-opt', ...argv]).stdout).toBe(stdout);
  });

  it('make PNGs with the fonts that they bring along', () => {
    const argv = [program('ctraffic-plot'), 'connections', upgrade, '--terminal=png'];
    const { stdout, status } = spawnSync(process.execPath, argv, { maxBuffer: 1e8 });
    expect(status).toBe(0);
    expect(stdout.subarray(1, 4).toString()).toBe('PNG');
  });

  it('are quiet when nobody reads on', () => {
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        `"$0" "$1" clients "$2" | head -c 10`,
        process.execPath,
        program('ctraffic-plot'),
        upgrade,
      ],
      { encoding: 'utf8' },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('end with 2 for a mistake on the command line and 1 for a failed run', () => {
    expect(run([program('ctraffic-plot'), 'pie']).status).toBe(2);
    expect(run([program('ctraffic-plot'), 'clients', '/nowhere.json']).status).toBe(1);
  });
});
