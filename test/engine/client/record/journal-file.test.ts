import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JournalFile } from '../../../../src/engine/client/record/journal-file.ts';
import { EngineError } from '../../../../src/engine/errors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctraffic-journal-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const unexpected = (words: string): void => {
  throw new Error(words);
};

test('lines are in the file in their order, more than a chunk of them too', async () => {
  const path = join(folder, 'j');
  const journal = await JournalFile.open(path, unexpected);
  const lines = Array.from({ length: 30_000 }, (_, i) => `{"line":${i}}\n`);
  for (const line of lines) journal.write(line);
  await journal.close();
  await journal.close();
  expect(await readFile(path, 'utf8')).toBe(lines.join(''));
});

test('what was written is in the file before it is closed, without being asked', async () => {
  const path = join(folder, 'j');
  const journal = await JournalFile.open(path, unexpected);
  journal.write('{"a":1}\n');
  await expect.poll(() => readFile(path, 'utf8'), { timeout: 60_000 }).toBe('{"a":1}\n');
  await journal.close();
});

test('a recording is never written over; an empty file is taken', async () => {
  const path = join(folder, 'j');
  await writeFile(path, 'abc');
  await expect(JournalFile.open(path, unexpected)).rejects.toThrow(
    new EngineError({
      code: 'option',
      option: 'journal',
      expected: 'a new or empty file',
      found: `${path} with 3 bytes`,
    }),
  );
  await writeFile(path, '');
  await (await JournalFile.open(path, unexpected)).close();
});

test('where it cannot be made, the reason is told', async () => {
  const path = join(folder, 'missing', 'j');
  await expect(JournalFile.open(path, unexpected)).rejects.toMatchObject({
    name: 'EngineError',
    code: 'environment',
    message: `journal: expected a file that can be made, found ${path} (ENOENT)`,
  });
});

test('a disk that is full is told once, and the rest goes nowhere', async () => {
  const words: string[] = [];
  const journal = await JournalFile.open('/dev/full', (each) => words.push(each));
  journal.write('{"a":1}\n');
  journal.flush();
  await expect.poll(() => words, { timeout: 60_000 }).toHaveLength(1);
  journal.write('{"b":1}\n');
  await journal.close();
  expect(words).toEqual([
    'the journal /dev/full ends here, it cannot be written: ENOSPC: no space left on device, write',
  ]);
});

test('a disk that is too slow takes no memory without end', async () => {
  const words: string[] = [];
  const journal = await JournalFile.open(join(folder, 'j'), (each) => words.push(each));
  const line = `${'x'.repeat(1 << 20)}\n`;
  // All in one turn of the event loop: nothing can be written meanwhile.
  for (let i = 0; i < 80; i++) journal.write(line);
  await journal.close();
  expect(words).toEqual([expect.stringContaining('the disk is too slow')]);
});
