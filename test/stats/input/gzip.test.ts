import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { connectionRows, parseStats, readStats } from '../../../src/stats/index.ts';
import { messageOf } from '../../support/parse.ts';
import { recordedBytes } from '../../support/recorded.ts';

const folder = mkdtempSync(join(tmpdir(), 'ctraffic-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const plain = recordedBytes('upgrade');
const packed = gzipSync(plain);

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('a packed run', () => {
  it('is known by its content, not its name', async () => {
    const run = await readStats(file('run.json', packed));
    const expected = await parseStats(plain);
    expect([...connectionRows(run.connections)]).toEqual([...connectionRows(expected.connections)]);
  });

  it('may come in single bytes, and in two streams', async () => {
    const half = plain.length >> 1;
    const streams = [gzipSync(plain.subarray(0, half)), gzipSync(plain.subarray(half))];
    const bytes = Array.from(Buffer.concat(streams), (byte) => Uint8Array.of(byte));
    expect((await parseStats(bytes)).connections.length).toBe(318);
  });

  it('that is cut short says so, and gives what is whole where that is asked for', async () => {
    const path = file('cut.json.gz', packed.subarray(0, packed.length >> 1));
    expect(await messageOf(readStats(path))).toMatch(
      /cut\.json\.gz: byte \d+: \$\.ConnStats\[\d+\]: expected a whole gzip stream, found a damaged one \(unexpected end of file\)$/,
    );
    const run = await readStats(path, { partial: true });
    expect(run.connections.length).toBeGreaterThan(50);
    expect(run.truncated?.reason).toContain('a whole gzip stream');
  });

  it('that is damaged says so', async () => {
    const damaged = Uint8Array.from(packed);
    damaged.set([0xff, 0xff, 0xff, 0xff], packed.length - 8);
    await expect(parseStats(damaged)).rejects.toThrow(
      'expected a whole gzip stream, found a damaged one (incorrect data check)',
    );
  });
});

it('what is wrong with a packed run is said at once, though more is to come', async () => {
  const bad = gzipSync('[1]');
  const neverEnding = (async function* () {
    yield bad.subarray(0, 12);
    yield bad.subarray(12);
    yield await new Promise<Uint8Array>((resolve) => {
      setTimeout(resolve, 60_000, Uint8Array.of()).unref();
    });
  })();
  const parsing = parseStats(neverEnding);
  await expect(
    Promise.race([parsing, new Promise((_, reject) => setTimeout(reject, 20_000, 'late').unref())]),
  ).rejects.toThrow('expected a JSON object, found an array');
});

describe('any source of bytes', () => {
  it('a stream of a file', async () => {
    const run = await readStats(createReadStream(file('plain.json', plain)));
    expect(run.connections.length).toBe(318);
  });

  it('a stream of the web, with a reader alone', async () => {
    const { body } = new Response(plain);
    if (body === null) throw new Error('no body');
    const readerOnly = { getReader: () => body.getReader() } as ReadableStream<Uint8Array>;
    expect((await parseStats(readerOnly)).connections.length).toBe(318);
  });

  it('whose errors stay what they are, packed or not', async () => {
    for (const head of [plain, packed]) {
      const failing = (async function* () {
        yield head.subarray(0, 100);
        await Promise.resolve();
        throw new Error('the line went dead');
      })();
      await expect(parseStats(failing)).rejects.toThrow('the line went dead');
    }
  });

  it('tells how far it has come', async () => {
    const path = file('progress.json', plain);
    const seen: unknown[] = [];
    await readStats(path, { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ bytes: plain.length, totalBytes: plain.length });
    await readStats([plain], { onProgress: (progress) => seen.push(progress) });
    expect(seen.at(-1)).toEqual({ bytes: plain.length });
  });
});
