import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EngineError, runClient } from '../../../src/engine/index.ts';
import {
  connectionRows,
  readStats,
  sampleRows,
  writeStats,
  type ConnectionRow,
  type Loss,
  type Run,
  type RunStatus,
  type SampleRow,
} from '../../../src/stats/index.ts';
import { parseText } from '../../support/parse.ts';
import { echoServer, type EchoServer } from './record/echo-server.ts';
import { echo, tcpServer } from './traffic/support.ts';

let folder = '';
let server: EchoServer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctraffic-client-'));
  server = await echoServer();
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const rowsOf = (run: Run): ConnectionRow[] => [...connectionRows(run.connections)];

const byStart = (rows: readonly ConnectionRow[]): ConnectionRow[] =>
  [...rows].sort((a, b) => a.startedNs - b.startedNs || (a.client ?? 0) - (b.client ?? 0));

const sum = (run: Run, of: (row: ConnectionRow) => number): number =>
  rowsOf(run).reduce((total, row) => total + of(row), 0);

/** What holds for every run. */
function expectSums(run: Run): void {
  const { header } = run;
  const last = [...sampleRows(run.samples)].at(-1);
  for (const name of ['sent', 'received', 'dropped', 'retransmits'] as const) {
    expect(sum(run, (row) => row[name])).toBe(header[name]);
    expect(last?.[name]).toBe(header[name]);
  }
  const isLost = ({ err, connectNs }: ConnectionRow): number =>
    err !== '' && connectNs > 0 ? 1 : 0;
  expect(sum(run, isLost)).toBe(header.failedConnections);
  expect(last?.lost).toBe(header.failedConnections);
  expect(last?.timeNs).toBe(header.durationNs);
  expect(rowsOf(run)).toEqual(byStart(rowsOf(run)));
}

/** Packets that a run of so many connections is for, but for phases and a tester that is held up. */
test('a run against an echo server: packets, samples, hosts, latency', async () => {
  const samples: SampleRow[] = [];
  const run = await runClient(
    {
      address: server.address,
      connections: 4,
      rateKBps: 80,
      durationMs: 1500,
      sampleIntervalMs: 250,
    },
    { onSample: (sample) => samples.push(sample) },
  );
  expectSums(run);
  expect(run.header.stopped).toBe('deadline');
  expect(run.header.durationNs).toBe(1.5e9);
  expect(run.header.sent + run.header.dropped).toBeGreaterThan(20);
  expect(rowsOf(run)).toMatchObject(
    [0, 1, 2, 3].map((client) => ({ client, err: '', host: 'echo-1', endedNs: 1.5e9 })),
  );
  const kept = [...sampleRows(run.samples)];
  expect(kept).toEqual(samples);
  for (const [index, { timeNs }] of kept.entries()) {
    const before = kept[index - 1];
    if (before !== undefined) expect(timeNs).toBeGreaterThan(before.timeNs);
  }
  expect(run.header.latency).toMatchObject({ Count: run.header.received });
  expect(run.header.tester).toMatchObject({ Unit: 'ns' });
  expect(run.header.version).toMatch(/^\d+\.\d+\.\d+/);

  const text = [
    ...writeStats({
      header: run.header,
      connections: connectionRows(run.connections),
      samples: sampleRows(run.samples),
    }),
  ].join('');
  const read = await parseText(text);
  expect(read.header).toEqual(run.header);
  expect([...connectionRows(read.connections)]).toEqual([...connectionRows(run.connections)]);
  expect([...sampleRows(read.samples)]).toEqual(kept);
});

test('a run lasts until the last of its losses, and what lasts does so too', async () => {
  const { endpoint } = await tcpServer((socket, index) => {
    if (index === 0) echo(socket);
    else socket.resume();
  });
  const journal = join(folder, 'run.journal');
  const run = await runClient({
    address: `${endpoint.host}:${endpoint.port}`,
    connections: 2,
    rateKBps: 80,
    durationMs: 1500,
    replyTimeoutMs: 3000,
    journal,
  });
  expectSums(run);
  const { durationNs, stopped, failedConnections } = run.header;
  expect({ stopped, failedConnections }).toEqual({ stopped: 'deadline', failedConnections: 1 });
  expect(durationNs).toBeGreaterThan(1.5e9);
  const lasted = rowsOf(run).find(({ err }) => err === '');
  const lost = rowsOf(run).find(({ err }) => err !== '');
  expect(lasted?.endedNs).toBe(durationNs);
  expect(lost?.endedNs).toBeGreaterThan(1.5e9);
  expect(lost?.endedNs).toBeLessThanOrEqual(durationNs);
  const kept = await readStats(journal);
  expect(byStart(rowsOf(kept))).toEqual(rowsOf(run));
  expect(kept.header).toEqual(run.header);
});

test('connections that are lost are told, replaced and recorded; the journal has it all', async () => {
  const journal = join(folder, 'run.journal');
  const losses: Loss[] = [];
  const abort = new AbortController();
  let reset = false;
  const run = await runClient(
    {
      address: server.address,
      connections: 3,
      rateKBps: 120,
      durationMs: 60_000,
      sampleIntervalMs: 50,
      journal,
    },
    {
      signal: abort.signal,
      onLoss: (loss) => losses.push(loss),
      onSample: ({ received, active = 0, lost = 0 }) => {
        if (!reset && received > 10 && active === 3) {
          reset = true;
          server.reset();
        }
        if (lost === 3 && active === 3) abort.abort();
      },
    },
  );
  expectSums(run);
  expect(run.header).toMatchObject({ stopped: 'interrupted', failedConnections: 3 });
  expect(run.header.durationNs).toBeLessThan(60e9);
  expect(losses.map(({ client }) => client).sort()).toEqual([0, 1, 2]);
  expect(losses.map(({ host }) => host)).toEqual(['echo-1', 'echo-1', 'echo-1']);
  expect(rowsOf(run)).toHaveLength(6);
  expect(rowsOf(run).map(({ endedNs }) => endedNs < 60e9)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);

  const read = await readStats(journal);
  expect(read.truncated).toBeUndefined();
  expect(read.header).toEqual(run.header);
  expect(byStart(rowsOf(read))).toEqual(rowsOf(run));
  expect([...sampleRows(read.samples)]).toEqual([...sampleRows(run.samples)]);

  const text = await readFile(journal, 'utf8');
  let sent = 0;
  for (let end = text.indexOf('\n') + 1; end <= text.length; end += 211) {
    const part = await parseText(text.slice(0, end));
    expect(part.header.sent).toBeGreaterThanOrEqual(sent);
    expect(part.header.sent).toBeLessThanOrEqual(run.header.sent);
    sent = part.header.sent;
  }
});

test('a signal that was aborted before gives a run of nothing', async () => {
  const run = await runClient(
    { address: server.address, connections: 5 },
    { signal: AbortSignal.abort() },
  );
  expect(run.header).toMatchObject({ stopped: 'interrupted', durationNs: 0, sent: 0 });
  expect(run.connections.length).toBe(0);
});

test('an abort before the address is known ends the run too', async () => {
  const abort = new AbortController();
  const running = runClient({ address: server.address }, { signal: abort.signal });
  abort.abort();
  expect((await running).header.stopped).toBe('interrupted');
});

test('an address where nobody answers gives statistics as well', async () => {
  const { address } = server;
  await server.close();
  const statuses: RunStatus[] = [];
  const abort = new AbortController();
  const run = await runClient(
    { address, connections: 2, durationMs: 60_000 },
    {
      signal: abort.signal,
      onStatus: (status) => {
        statuses.push(status);
        abort.abort();
      },
    },
  );
  server = await echoServer();
  expect(run.header).toMatchObject({ sent: 0, received: 0, failedConnections: 0 });
  expect(run.header.failedConnects).toBeGreaterThan(0);
  expect(run.header).not.toHaveProperty('latency');
  expect(statuses.length).toBeGreaterThan(0);
  expect(statuses[0]).toMatchObject({ active: 0, connecting: 2, receivedKBps: 0 });
});

test('a hook that throws ends the run with its own error, and the connections', async () => {
  const thrown = new Error('the disk is full');
  const calls: string[] = [];
  const running = runClient(
    { address: server.address, connections: 4, rateKBps: 400, durationMs: 60_000 },
    {
      onSample: () => {
        calls.push('sample');
        throw thrown;
      },
      onStatus: () => calls.push('status'),
      onLoss: () => calls.push('loss'),
      onNotice: () => calls.push('notice'),
    },
  );
  await expect(running).rejects.toBe(thrown);
  expect(calls.filter((call) => call === 'sample')).toHaveLength(1);
  expect(calls.at(-1)).toBe('sample');
  await server.empty();
});

test('a run in summary keeps neither connections nor samples', async () => {
  const run = await runClient({
    address: server.address,
    detail: 'summary',
    rateKBps: 50,
    durationMs: 500,
  });
  expect(run.header.received).toBeGreaterThan(0);
  expect(run.connections.length).toBe(0);
  expect(run.samples.length).toBe(0);
});

test.each([
  [{ address: 'nonsense' }, 'option'],
  [{ sourceCidr: '10.0.0.0/99' }, 'option'],
  [{ sources: ['here'] }, 'option'],
  [{ sources: ['', ' '] }, 'option'],
  [{ connections: 0 }, 'option'],
  [{ address: 'no-such-host.invalid:5003' }, 'environment'],
] as const)('%j cannot be followed', async (options, code) => {
  const error: unknown = await runClient(options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineError);
  expect(error).toMatchObject({ code });
});
