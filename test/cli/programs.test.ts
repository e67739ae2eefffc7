import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, existsSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordedPath, recordedText } from '../support/recorded.ts';

const dist = new URL('../../dist/', import.meta.url).pathname;
const program = (name: string): string => join(dist, `bin/${name}.cjs`);

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

  it.each(['resvg', 'canvas'])('make PNGs with the fonts that they bring along: %s', (renderer) => {
    const picture = ['--terminal=png', `--renderer=${renderer}`];
    const argv = [program('ctraffic-plot'), 'connections', upgrade, ...picture];
    const { stdout, status } = spawnSync(process.execPath, argv, { maxBuffer: 1e8 });
    expect(status).toBe(0);
    expect(stdout.subarray(1, 4).toString()).toBe('PNG');
  });

  it('say what to install where the canvas renderer is missing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
    try {
      cpSync(dist, join(folder, 'dist'), { recursive: true });
      const alone = join(folder, 'dist/bin/ctraffic-plot.cjs');
      const argv = [alone, 'clients', upgrade, '--terminal=png', '--renderer=canvas'];
      const { status, stderr } = run(argv);
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr:
          'ctraffic-plot: --renderer: expected the package "canvas" (npm install canvas@npm:@napi-rs/canvas), found none that can be loaded\n',
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
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

  it.skipIf(!existsSync('/dev/full'))('say so when what they print has no room', () => {
    const full = openSync('/dev/full', 'w');
    try {
      const { status, stderr } = spawnSync(
        process.execPath,
        [program('ctraffic-analyze'), 'hosts', upgrade],
        { encoding: 'utf8', stdio: ['ignore', full, 'pipe'] },
      );
      expect({ status, stderr }).toEqual({
        status: 1,
        stderr: 'ctraffic-analyze: (standard output): cannot be written: the disk is full\n',
      });
    } finally {
      closeSync(full);
    }
  });

  it('end with 2 for a mistake on the command line and 1 for a failed run', () => {
    expect(run([program('ctraffic-plot'), 'pie']).status).toBe(2);
    expect(run([program('ctraffic-plot'), 'clients', '/nowhere.json']).status).toBe(1);
  });
});
