import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly license: string;
  readonly description: string;
};

interface Instruction {
  /** Number of the stage, from 0; -1 before the first. */
  readonly stage: number;
  readonly name: string;
  readonly argument: string;
}

const instructions = readInstructions();

function readInstructions(): Instruction[] {
  const lines = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  let stage = -1;
  return lines.flatMap((line): Instruction[] => {
    const [, name, argument] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (name === undefined || argument === undefined) {
      expect(line).toBe('');
      return [];
    }
    if (name === 'FROM') stage++;
    return [{ stage, name, argument }];
  });
}

function arguments_(stage: number, name: string): string[] {
  return instructions
    .filter((instruction) => instruction.stage === stage && instruction.name === name)
    .map(({ argument }) => argument);
}

/** Paths of this repository that a stage copies. */
function copied(stage: number): string[] {
  return arguments_(stage, 'COPY')
    .filter((argument) => !argument.startsWith('--from'))
    .flatMap((argument) => argument.split(' ').slice(0, -1));
}

describe('the image', () => {
  it('is made in two stages of one base', () => {
    expect(
      instructions.filter(({ name }) => name === 'FROM').map(({ argument }) => argument),
    ).toEqual(['${NODE_IMAGE} AS build', '${NODE_IMAGE}']);
    expect(arguments_(-1, 'ARG')).toEqual(['NODE_IMAGE=node:20-alpine']);
  });

  it('is made of files that are there, and that nothing keeps from the builder', () => {
    const paths = [...copied(0), ...copied(1)];
    for (const path of paths) expect(existsSync(join(ROOT, path)), path).toBe(true);
    const allowed = readFileSync(join(ROOT, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(allowed[0]).toBe('*');
    expect(allowed.slice(1).sort()).toEqual(
      [...new Set(paths)].map((path) => `!${path.replace(/^\.\//, '')}`).sort(),
    );
  });

  it('holds the programs by their names', () => {
    const [links = ''] = arguments_(1, 'RUN');
    for (const [name, file] of Object.entries(PACKAGE.bin)) {
      expect(links).toContain(`ln -s /opt/ctraffic/${file} /usr/local/bin/${name}`);
    }
    expect(arguments_(1, 'COPY')).toContain('--from=build /build/dist ./dist');
    expect(arguments_(1, 'WORKDIR')).toEqual(['/opt/ctraffic', '/data']);
  });

  it('starts ctraffic, as nobody special', () => {
    const [entry = ''] = arguments_(1, 'ENTRYPOINT');
    const words = JSON.parse(entry) as string[];
    expect(words).toEqual(['ctraffic']);
    expect(Object.keys(PACKAGE.bin)).toContain(words[0]);
    const last = instructions.filter(({ name }) => name === 'USER').at(-1);
    expect(last).toEqual({ stage: 1, name: 'USER', argument: '1000:1000' });
    expect(arguments_(1, 'EXPOSE')).toEqual(['5003/tcp 5003/udp']);
  });

  it('says what it is', () => {
    const [labels = ''] = arguments_(1, 'LABEL');
    expect(labels).toContain(`org.opencontainers.image.description="${PACKAGE.description}"`);
    expect(labels).toContain(`org.opencontainers.image.licenses="${PACKAGE.license}"`);
  });

  it('has all that the build needs', () => {
    // Beside the packages, so that the build finds them as in the image.
    const folder = mkdtempSync(join(tmpdir(), 'ctraffic-image-'));
    try {
      for (const path of copied(0)) {
        mkdirSync(join(folder, dirname(path)), { recursive: true });
        cpSync(join(ROOT, path), join(folder, path), { recursive: true });
      }
      symlinkSync(realpathSync(join(ROOT, 'node_modules')), join(folder, 'node_modules'));
      expect(arguments_(0, 'RUN').join('\n')).toContain('npm run build');
      const { status, stderr } = spawnSync(process.execPath, ['scripts/build.js'], {
        cwd: folder,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
      const programs = readdirSync(join(folder, 'dist/bin'));
      for (const file of Object.values(PACKAGE.bin)) {
        expect(programs).toContain(basename(file));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
