import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NO_LAB } from '../../support/lab.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const DOCUMENT = readFileSync(join(ROOT, 'docs/lab.md'), 'utf8');
const COMMANDS = [...DOCUMENT.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
);

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-lab-document-'));
const programs = join(folder, 'bin');
const work = join(folder, 'work');

beforeAll(() => {
  for (const path of [programs, work]) mkdirSync(path);
  for (const name of ['ctraffic', 'ctraffic-analyze', 'ctraffic-lab', 'ctraffic-plot']) {
    symlinkSync(join(ROOT, `dist/bin/${name}.cjs`), join(programs, name));
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe.skipIf(NO_LAB !== '')(`every command of docs/lab.md${NO_LAB}`, () => {
  it.each(COMMANDS)('%s', async (command) => {
    const env = {
      ...process.env,
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
      // Other tests have labs of their own, which `stop` would take down.
      CTRAFFIC_LAB_RECORDS: join(folder, 'records'),
    };
    const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: work, env });
    if (!command.includes('--out replicas.svg')) expect(stdout).not.toBe('');
  });

  it('and they leave behind what they say', () => {
    for (const path of [
      'upgrade/stats.json',
      'ecmp-1/replicas.png',
      'ctraffic.out',
      'replicas.svg',
    ]) {
      expect(existsSync(join(work, path))).toBe(true);
    }
  });
});
