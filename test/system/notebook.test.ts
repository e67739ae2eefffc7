import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { missing, which } from '../support/tools.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

interface Notebook {
  readonly cells: readonly {
    readonly outputs?: readonly {
      readonly text?: readonly string[];
      readonly data?: Readonly<Record<string, readonly string[]>>;
    }[];
  }[];
}

const lacking = missing('jupyter', 'tslab');

it.skipIf(lacking !== '')(`the notebook of the examples runs as it stands${lacking}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-notebook-'));
  try {
    installInto(folder);
    await promisify(execFile)(
      'jupyter',
      ['nbconvert', '--to', 'notebook', '--execute', 'upgrade.ipynb', '--output', 'out.ipynb'],
      { cwd: folder, env: { ...process.env, JUPYTER_PATH: folder, HOME: folder } },
    );
    const { cells } = JSON.parse(readFileSync(join(folder, 'out.ipynb'), 'utf8')) as Notebook;
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    const texts = outputs.map(({ text = [] }) => text.join(''));
    const html = outputs.map(({ data }) => data?.['text/html']?.join('') ?? '');
    expect(texts[0]).toContain('Lost connections       195\n');
    expect(html[1]).toContain('<td style="text-align:right">71</td>');
    for (const picture of [html[2], html[3]]) {
      expect(picture).toMatch(/^<img src="data:image\/svg\+xml;base64,[\w+/=]{1000,}">$/);
    }
    expect(texts.at(-1)).toMatch(/^once \d+, twice \d+, three times \d+, four times \d+\n$/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What `npm install ctraffic tslab` gives a user, and the run that the notebook reads. */
function installInto(folder: string): void {
  const modules = join(folder, 'node_modules');
  const kernel = join(folder, 'kernels/tslab');
  mkdirSync(join(modules, '@types'), { recursive: true });
  mkdirSync(kernel, { recursive: true });
  const tslab = which('tslab') ?? 'tslab';
  symlinkSync(ROOT, join(modules, 'ctraffic'));
  symlinkSync(join(ROOT, 'node_modules/@types/node'), join(modules, '@types/node'));
  symlinkSync(packageFolder(realpathSync(tslab)), join(modules, 'tslab'));
  writeFileSync(
    join(kernel, 'kernel.json'),
    JSON.stringify({
      argv: [tslab, 'kernel', '--config-path', '{connection_file}'],
      display_name: 'TypeScript',
      language: 'typescript',
    }),
  );
  copyFileSync(join(ROOT, 'examples/upgrade.ipynb'), join(folder, 'upgrade.ipynb'));
  copyFileSync(join(ROOT, 'fixtures/upgrade.json'), join(folder, 'upgrade.json'));
}

/** The folder of the package that a file belongs to. */
function packageFolder(file: string): string {
  const folder = dirname(file);
  return folder.endsWith('/tslab') ? folder : packageFolder(folder);
}
