import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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
import { createServer, type AddressInfo } from 'node:net';
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

/** Lines that begin with `$ ` are commands, the others what they print. */
function stepsOf(block: string): Step[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const end = text.indexOf('\n');
      return { command: text.slice(0, end), output: text.slice(end + 1) };
    });
}

/** The blocks marked `console`: they print the same each time. */
function steps(markdown: string): Step[] {
  return [...markdown.matchAll(/^```console\n(.*?)^```$/gms)].flatMap(([, block = '']) =>
    stepsOf(block),
  );
}

/** The blocks marked `console live`: traffic is made, so that figures differ from time to time. */
function liveBlocks(markdown: string): Step[][] {
  return [...markdown.matchAll(/^```console live\n(.*?)^```$/gms)].map(([, block = '']) =>
    stepsOf(block),
  );
}

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-readme-'));
const programs = join(folder, 'bin');
const work = join(folder, 'work');

beforeAll(() => {
  cpSync(join(ROOT, 'fixtures/recorded'), work, { recursive: true });
  cpSync(join(ROOT, 'fixtures/lab'), join(work, 'lab'), { recursive: true });
  mkdirSync(programs);
  for (const name of ['ctraffic', 'ctraffic-analyze', 'ctraffic-plot']) {
    symlinkSync(join(ROOT, `dist/bin/${name}.cjs`), join(programs, name));
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const environment = {
  ...process.env,
  PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
};

/** What a command prints, standard output before standard error. */
async function printedBy(command: string): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command], {
    cwd: work,
    env: environment,
  }).catch((error: unknown) => error as { stdout: string; stderr: string });
  return `${stdout}${stderr}`;
}

const DOCUMENTS = ['README.md', ...readdirSync(join(ROOT, 'docs')).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith('.md'))
  .map((name) => ({ name, text: readFileSync(join(ROOT, name), 'utf8') }))
  .map(({ name, text }) => ({ name, steps: steps(text), live: liveBlocks(text) }));

describe.each(DOCUMENTS.filter((document) => document.steps.length > 0))(
  'every command of $name prints what stands there',
  (document) => {
    it.each(document.steps)('$command', async ({ command, output }) => {
      expect(await printedBy(command)).toBe(output);
    });
  },
);

/** What is said of this machine, not of the traffic. */
const OF_THE_MACHINE = /tester itself was late| ran low: /;

/**
 * Figures, and the widths that they take, are of one run; so is how many lines of a kind follow one
 * another.
 */
function withoutFigures(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => !OF_THE_MACHINE.test(line))
    .map((line) => line.replace(/\d+(\.\d+)?/g, '#').replace(/ +/g, ' '));
  return lines.filter((line, i) => line !== lines[i - 1]).join('\n');
}

/** A command that ends with `&` goes on until its block ends; it prints a line when it is ready. */
class Background {
  private readonly child: ChildProcess;

  constructor(command: string) {
    this.child = spawn('bash', ['-c', `exec ${command}`], {
      cwd: work,
      env: environment,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async firstLine(): Promise<string> {
    let text = '';
    for await (const chunk of this.child.stderr ?? []) {
      text += String(chunk);
      if (text.includes('\n')) break;
    }
    return text;
  }

  async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '::1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe.each(DOCUMENTS.filter(({ live }) => live.length > 0))(
  'live commands of $name print what stands there, but for the figures',
  ({ live }) => {
    it.each(live.map((block) => ({ block, first: block[0]?.command })))(
      '$first',
      async ({ block }) => {
        const port = String(await freePort());
        const background: Background[] = [];
        try {
          for (const { command, output } of block) {
            const here = command
              .replaceAll('5003', port)
              .replaceAll('$!', String(background.at(-1)?.pid ?? ''));
            const [, inBackground] = /^(.*) &$/.exec(here) ?? [];
            let printed: string;
            if (inBackground === undefined) {
              printed = await printedBy(here);
            } else {
              const started = new Background(inBackground);
              background.push(started);
              printed = await started.firstLine();
            }
            expect(withoutFigures(printed)).toBe(withoutFigures(output));
          }
        } finally {
          for (const started of background) await started.end();
        }
      },
    );
  },
);

describe('the pictures of the documents', () => {
  const images = join(ROOT, 'docs/images');

  it.each(readdirSync(images))('%s is what the commands make', (name) => {
    const made = join(work, name);
    expect(existsSync(made)).toBe(true);
    if (UPDATE) copyFileSync(made, join(images, name));
    expect(readFileSync(made).equals(readFileSync(join(images, name)))).toBe(true);
  });
});
