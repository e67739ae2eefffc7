import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const UPDATE = process.env['UPDATE'] !== undefined;

interface Step {
  readonly command: string;
  readonly output: string;
}

/** The blocks marked `console`: lines that begin with `$ ` are commands, the others what they print. */
function steps(markdown: string): Step[] {
  return [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((text) => {
        const end = text.indexOf('\n');
        return { command: text.slice(0, end), output: text.slice(end + 1) };
      }),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-readme-'));
const programs = join(folder, 'bin');
const work = join(folder, 'work');

beforeAll(() => {
  cpSync(join(ROOT, 'fixtures/recorded'), work, { recursive: true });
  mkdirSync(programs);
  for (const name of ['ctraffic-analyze', 'ctraffic-plot']) {
    symlinkSync(join(ROOT, `dist/bin/${name}.cjs`), join(programs, name));
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const DOCUMENTS = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, steps: steps(readFileSync(join(ROOT, name), 'utf8')) }))
  .filter((document) => document.steps.length > 0);

describe.each(DOCUMENTS)('every command of $name prints what stands there', (document) => {
  it.each(document.steps)('$command', async ({ command, output }) => {
    const env = { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` };
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command], {
      cwd: work,
      env,
    }).catch((error: unknown) => error as { stdout: string; stderr: string });
    expect(`${stdout}${stderr}`).toBe(output);
  });
});

describe('the pictures of the documents', () => {
  const images = join(ROOT, 'docs/images');

  it.each(readdirSync(images))('%s is what the commands make', (name) => {
    const made = join(work, name);
    expect(existsSync(made)).toBe(true);
    if (UPDATE) copyFileSync(made, join(images, name));
    expect(readFileSync(made).equals(readFileSync(join(images, name)))).toBe(true);
  });
});
