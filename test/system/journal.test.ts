import { mkdtempSync, rmSync, statSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseStats, readStats, type Run } from '../../src/stats/index.ts';
import { ctraffic, NOT_BUILT, startedServer, type Running } from '../support/ctraffic.ts';

const CLIENTS = 20;

/** Waits until a file that is written to is so long. */
async function grownTo(path: string, bytes: number, writer: Running): Promise<void> {
  const size = (): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const watcher = watch(join(path, '..'));
  try {
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (size() >= bytes) resolve();
      };
      watcher.on('change', look);
      void writer.ended.then(({ stderr }) => {
        reject(new Error(`ended before ${bytes} bytes were written: ${stderr}`));
      });
      look();
    });
  } finally {
    watcher.close();
  }
}

function total(values: Uint32Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function expectSound({ header, connections, samples }: Run): void {
  expect(header.connections).toBe(CLIENTS);
  expect(total(connections.sent)).toBeLessThanOrEqual(header.sent);
  expect(samples.sent.at(-1) ?? 0).toBeLessThanOrEqual(header.sent);
  expect(header.received).toBeLessThanOrEqual(header.sent);
  const times = [...connections.startedNs];
  expect(times.every((ns) => ns <= header.durationNs)).toBe(true);
}

describe.skipIf(NOT_BUILT !== '')(`a run that is ended at any time${NOT_BUILT}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ctraffic-journal-'));
  let server: Awaited<ReturnType<typeof startedServer>>;

  beforeAll(async () => {
    server = await startedServer(['-address', '127.0.0.1:0']);
  });

  afterAll(async () => {
    server.signal('SIGTERM');
    await server.ended;
    rmSync(folder, { recursive: true });
  });

  const started = (journal: string): Running =>
    ctraffic([
      ...['-address', `127.0.0.1:${server.port}`, '-nconn', String(CLIENTS), '-rate', '2000'],
      ...['-timeout', '1h', '-stats=all', '--sample-interval=50ms', '--journal', journal],
    ]);

  // So many bytes are in the journal when the signal comes.
  const MOMENTS = [1, 2_000, 9_000, 12_345, 15_000, 20_001];

  it.each(MOMENTS)('SIGKILL after %i bytes leaves a journal that is a run', async (bytes) => {
    const journal = join(folder, `killed-${bytes}.ndjson`);
    const client = started(journal);
    await grownTo(journal, bytes, client);
    client.signal('SIGKILL');
    expect((await client.ended).signal).toBe('SIGKILL');
    const run = await readStats(journal);
    expectSound(run);
    expect(run.truncated?.reason).toMatch(/journal/);
  });

  it.each(MOMENTS.flatMap((bytes) => [['SIGINT', bytes] as const, ['SIGTERM', bytes] as const]))(
    '%s after %i bytes prints the whole run, and the journal says the same',
    async (signal, bytes) => {
      const journal = join(folder, `${signal}-${bytes}.ndjson`);
      const client = started(journal);
      await grownTo(journal, bytes, client);
      client.signal(signal);
      const { code, stdout } = await client.ended;
      expect(code).toBe(0);
      const printed = await parseStats(new TextEncoder().encode(stdout));
      const journalled = await readStats(journal);
      expectSound(printed);
      expect(printed.header.stopped).toBe('interrupted');
      expect(journalled.header).toEqual(printed.header);
      expect(total(journalled.connections.sent)).toBe(printed.header.sent);
      expect(journalled.samples.length).toBe(printed.samples.length);
      expect(journalled.truncated).toBeUndefined();
    },
  );
});
