import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [join(folder, name), ...foldersIn(join(folder, name))]);
}

it('every room is named in ARCHITECTURE.md, and no other', () => {
  const [, tree = ''] =
    /```\nsrc\/\n(.*?)```/s.exec(readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8')) ?? [];
  const named = new Set(Array.from(tree.matchAll(/\b([\w-]+)\/(?=\s|$)/gm), ([, name]) => name));
  const rooms = foldersIn(join(ROOT, 'src')).map((path) => relative(join(ROOT, 'src'), path));
  const names = new Set(rooms.map((room) => room.split('/').at(-1)));
  expect([...names].filter((name) => !named.has(name))).toEqual([]);
  const others = ['test', 'fixtures', 'bench', 'examples', 'deploy', 'scripts'];
  expect([...named].filter((name) => !names.has(name) && !others.includes(name ?? ''))).toEqual([]);
});
