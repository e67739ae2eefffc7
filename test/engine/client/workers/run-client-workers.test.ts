import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runClient } from '../../../../src/engine/index.ts';
import {
  connectionRows,
  readStats,
  sampleRows,
  type ConnectionRow,
  type Run,
} from '../../../../src/stats/index.ts';
import { echoServer, type EchoServer } from '../record/echo-server.ts';

/** Threads run the built module: `npm run build` makes it. */
const isBuilt = existsSync(
  new URL('../../../../dist/engine/client/workers/worker.js', import.meta.url),
);

let folder = '';
let server: EchoServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctraffic-workers-'));
  server = await echoServer();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const rowsOf = (run: Run): ConnectionRow[] =>
  [...connectionRows(run.connections)].sort(
    (a, b) => (a.client ?? 0) - (b.client ?? 0) || a.startedNs - b.startedNs,
  );

const sum = (run: Run, of: (row: ConnectionRow) => number): number =>
  rowsOf(run).reduce((total, row) => total + of(row), 0);

test.skipIf(!isBuilt)(
  'three workers make one run, and its sums are those of its records',
  async () => {
    const journal = join(folder, 'run.journal');
    const run = await runClient({
      address: server.address,
      connections: 7,
      workers: 3,
      rateKBps: 140,
      durationMs: 1500,
      sampleIntervalMs: 200,
      journal,
    });
    const { header } = run;
    expect(header).toMatchObject({ stopped: 'deadline', connections: 7, durationNs: 1.5e9 });
    expect(header.sent).toBeGreaterThan(0);
    expect(rowsOf(run)).toMatchObject(
      [0, 1, 2, 3, 4, 5, 6].map((client) => ({ client, err: '', host: 'echo-1', endedNs: 1.5e9 })),
    );
    const samples = [...sampleRows(run.samples)];
    for (const name of ['sent', 'received', 'dropped', 'retransmits'] as const) {
      expect(sum(run, (row) => row[name])).toBe(header[name]);
      expect(samples.at(-1)?.[name]).toBe(header[name]);
    }
    expect(header.latency).toMatchObject({ Count: header.received });
    for (const [index, { timeNs, sent }] of samples.entries()) {
      const before = samples[index - 1];
      if (before === undefined) continue;
      expect(timeNs).toBeGreaterThan(before.timeNs);
      expect(sent).toBeGreaterThanOrEqual(before.sent);
    }
    const read = await readStats(journal);
    expect(read.header).toEqual(header);
    expect(rowsOf(read)).toEqual(rowsOf(run));
    expect([...sampleRows(read.samples)]).toEqual(samples);
  },
);

test.skipIf(!isBuilt)('an offered load is the same with one worker and with two', async () => {
  const offered: number[] = [];
  for (const workers of [1, 2]) {
    const { header, connections } = await runClient({
      address: server.address,
      connections: 4,
      workers,
      rateKBps: 80,
      durationMs: 1000,
    });
    // What was due before a connection was there is nobody's.
    let absent = 0;
    for (const { connectNs } of connectionRows(connections)) absent += connectNs;
    offered.push(header.sent + header.dropped + Math.round(absent / 50e6));
  }
  for (const packets of offered) expect(Math.abs(packets - 80)).toBeLessThan(40);
});

test.skipIf(!isBuilt)(
  'a lost connection is told at once, and an abort ends all workers',
  async () => {
    const abort = new AbortController();
    const lost = new Set<number>();
    const run = await runClient(
      {
        address: server.address,
        connections: 4,
        workers: 2,
        rateKBps: 80,
        durationMs: 60_000,
        sampleIntervalMs: 50,
      },
      {
        signal: abort.signal,
        onSample: ({ active, lost: before = 0 }) => {
          if (active === 4 && before === 0) server.reset();
        },
        onLoss: ({ client }) => {
          lost.add(client);
          if (lost.size === 4) abort.abort();
        },
      },
    );
    expect(run.header).toMatchObject({ stopped: 'interrupted' });
    expect(run.header.failedConnections).toBe(sum(run, ({ err }) => (err === '' ? 0 : 1)));
  },
);

test.skipIf(!isBuilt)(
  'one worker that has made all its connections ends the run for all',
  async () => {
    const run = await runClient(
      {
        address: server.address,
        connections: 2,
        workers: 2,
        retries: 2,
        durationMs: 60_000,
        sampleIntervalMs: 20,
      },
      {
        onSample: ({ active = 0 }) => {
          if (active > 0) server.reset();
        },
      },
    );
    expect(run.header.stopped).toBe('too-many-reconnects');
    expect(run.connections.length).toBeGreaterThanOrEqual(3);
    expect(run.connections.length).toBeLessThanOrEqual(4);
  },
);

test.skipIf(!isBuilt)('a list of sources is dealt out, and ends with its end', async () => {
  const run = await runClient(
    {
      address: server.address,
      connections: 2,
      workers: 2,
      sources: ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'],
      durationMs: 60_000,
      sampleIntervalMs: 20,
    },
    {
      onSample: ({ active = 0 }) => {
        if (active > 0) server.reset();
      },
    },
  );
  expect(run.header.stopped).toBe('out-of-sources');
  const used = rowsOf(run).map(({ local }) => local.split(':')[0]);
  expect(new Set(used).size).toBe(used.length);
});

test.skipIf(!isBuilt)(
  'say when they asked in vain last, in the run and in the journal',
  async () => {
    const journal = join(folder, 'refused.journal');
    const run = await runClient({
      // Nobody listens there.
      address: '127.0.0.1:1',
      connections: 4,
      workers: 2,
      durationMs: 2500,
      retryEveryMs: 100,
      journal,
    });
    const asked = rowsOf(run).map(({ askedInVainNs = 0 }) => askedInVainNs);
    expect(asked).toHaveLength(4);
    // Attempts begin until two seconds before the end.
    for (const timeNs of asked) expect(timeNs).toBeGreaterThan(0.15e9);
    const written = rowsOf(await readStats(journal));
    expect(written.map(({ askedInVainNs }) => askedInVainNs)).toEqual(asked);
  },
);
