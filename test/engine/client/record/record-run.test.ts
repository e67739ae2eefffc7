import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClientHooks } from '../../../../src/engine/client/hooks/client-hooks.ts';
import type { ClientOptions } from '../../../../src/engine/client/options/client-options.ts';
import { resolveOptions } from '../../../../src/engine/client/options/resolve-options.ts';
import { launchHere } from '../../../../src/engine/client/parts/launch-here.ts';
import type { StartTraffic } from '../../../../src/engine/client/parts/run-part.ts';
import { planParts } from '../../../../src/engine/client/plan/plan-parts.ts';
import { recordRun } from '../../../../src/engine/client/record/record-run.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import {
  connectionRows,
  readStats,
  sampleRows,
  writeStats,
  type ConnectionState,
  type Loss,
  type Run,
} from '../../../../src/stats/index.ts';
import { parseText } from '../../../support/parse.ts';
import { connectionState, fakes, type FakeTraffic } from './fake-traffic.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ctraffic-record-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function run(options: ClientOptions, start: StartTraffic, hooks: ClientHooks = {}): Promise<Run> {
  const resolved = resolveOptions({ durationMs: 60_000, ...options });
  const plans = planParts(resolved, [{ host: '127.0.0.1', port: 5003, family: 4 }], undefined);
  return recordRun(
    { options: resolved, plans, version: '1.2.3', launch: launchHere(start) },
    hooks,
  );
}

/** Traffic that does something when it has begun. */
function doing(what: (traffic: FakeTraffic, part: number) => void): StartTraffic {
  const { started, start } = fakes();
  return (...words) => {
    const traffic = start(...words);
    const part = started.length - 1;
    setImmediate(() => {
      what(started[part] as FakeTraffic, part);
    });
    return traffic;
  };
}

/** Two connections, one of them lost, and their packets. */
function usual(traffic: FakeTraffic): void {
  const { listener, counters } = traffic;
  const { firstClient } = traffic.plan;
  const lasting = connectionState({
    client: firstClient + 1,
    err: '',
    cause: '',
    endedNs: 60e9,
    sent: 2,
    received: 2,
  });
  listener.onOpen(connectionState({ client: firstClient, endedNs: Infinity, err: '', cause: '' }));
  listener.onOpen({ ...lasting, endedNs: Infinity, sent: 0, received: 0 });
  traffic.send(2, 0, 5);
  traffic.send(1, 12);
  listener.onEnd(connectionState({ client: firstClient }));
  counters.failedConnections++;
  traffic.send(2, 0, 7);
  listener.onEnd(lasting);
  traffic.stop('deadline');
}

const sorted = (result: Run): unknown[] =>
  [...connectionRows(result.connections)].sort((a, b) => (a.client ?? 0) - (b.client ?? 0));

test('a run has what the traffic told, and its sums are those of its records', async () => {
  const losses: Loss[] = [];
  const result = await run({ connections: 2, seed: 7 }, doing(usual), {
    onLoss: (loss) => losses.push(loss),
  });
  expect(result.header).toMatchObject({
    sent: 5,
    received: 4,
    failedConnections: 1,
    connections: 2,
    version: '1.2.3',
    stopped: 'deadline',
    config: { seed: 7, durationMs: 60_000 },
    latency: { Unit: 'ns', From: 'scheduled send time', Count: 4, Min: 5e6, Max: 7e6 },
    tester: { Late: 1, LateIntervalCount: 1 },
  });
  expect(result.header).not.toHaveProperty('datagrams');
  expect(result.connections.length).toBe(2);
  const samples = [...sampleRows(result.samples)];
  expect(samples.at(-1)).toMatchObject({
    timeNs: result.header.durationNs,
    sent: 5,
    received: 4,
    lost: 1,
    late: 1,
    rttMaxNs: 7e6,
  });
  expect(losses).toEqual([
    { timeNs: 3_000_000, client: 0, host: 'server-1', err: 'EOF', cause: 'eof' },
  ]);
});

test('the file that is written of a run is the run', async () => {
  const result = await run({ connections: 2, transport: 'udp' }, doing(usual));
  const text = [
    ...writeStats({
      header: result.header,
      connections: connectionRows(result.connections),
      samples: sampleRows(result.samples),
    }),
  ].join('');
  const read = await parseText(text);
  expect(read.header).toEqual(result.header);
  expect([...connectionRows(read.connections)]).toEqual([...connectionRows(result.connections)]);
  expect([...sampleRows(read.samples)]).toEqual([...sampleRows(result.samples)]);
  expect(result.header.datagrams).toEqual({ Duplicates: 0, Reordered: 0, Late: 0 });
});

test('the journal of a run is the run, and each of its beginnings can be read', async () => {
  const path = join(folder, 'run.journal');
  const result = await run({ connections: 2, journal: path }, doing(usual));
  const read = await readStats(path);
  expect(read.header).toEqual(result.header);
  expect(sorted(read)).toEqual(sorted(result));
  expect([...sampleRows(read.samples)]).toEqual([...sampleRows(result.samples)]);

  const text = await readFile(path, 'utf8');
  const firstLine = text.indexOf('\n') + 1;
  for (let end = firstLine; end <= text.length; end += 97) {
    const part = await parseText(text.slice(0, end));
    expect(part.header.version).toBe('1.2.3');
    expect(part.header.sent).toBeLessThanOrEqual(result.header.sent);
    expect(part.connections.length).toBeLessThanOrEqual(2);
  }
});

test('in a summary nothing is kept but the journal', async () => {
  const path = join(folder, 'run.journal');
  const times: number[] = [];
  const result = await run({ connections: 2, detail: 'summary', journal: path }, doing(usual), {
    onSample: ({ timeNs }) => times.push(timeNs),
  });
  expect(result.header.sent).toBe(5);
  expect(result.connections.length).toBe(0);
  expect(result.samples.length).toBe(0);
  expect(times).toEqual([result.header.durationNs]);
  expect((await readStats(path)).connections.length).toBe(2);
});

test('several parts make one run', async () => {
  const result = await run({ connections: 4, workers: 2 }, doing(usual));
  expect(result.header).toMatchObject({ sent: 10, received: 8, failedConnections: 2 });
  expect(sorted(result)).toMatchObject([
    { client: 0 },
    { client: 1 },
    { client: 2 },
    { client: 3 },
  ]);
  expect([...sampleRows(result.samples)].at(-1)).toMatchObject({ sent: 10, received: 8, lost: 2 });
  expect(result.header.latency).toMatchObject({ Count: 8 });
});

test.each(['too-many-reconnects', 'out-of-sources'] as const)(
  'a part that ends with %s ends the run for all',
  async (reason) => {
    const result = await run(
      { connections: 4, workers: 2 },
      doing((traffic, part) => {
        traffic.send(2, 0, 1);
        if (part === 1) traffic.stop(reason);
      }),
    );
    expect(result.header).toMatchObject({ stopped: reason, sent: 4 });
  },
);

test('a part without connections does not end the others, nor hold up their samples', async () => {
  const sampled: number[] = [];
  const parts: FakeTraffic[] = [];
  const result = await run(
    { connections: 2, workers: 2, sampleIntervalMs: 20 },
    doing((traffic) => {
      parts.push(traffic);
      traffic.send(2, 0, 1);
      if (parts.length === 1) traffic.stop('no-connections');
    }),
    {
      onSample: ({ sent }) => {
        sampled.push(sent);
        if (sampled.length === 3) parts[1]?.stop('deadline');
      },
    },
  );
  expect(sampled.slice(0, 4)).toEqual([4, 4, 4, 4]);
  expect(result.header.stopped).toBe('deadline');
});

test('an abort ends it early, with what there is', async () => {
  const abort = new AbortController();
  const path = join(folder, 'run.journal');
  const result = await run(
    { connections: 2, journal: path },
    doing((traffic) => {
      traffic.send(3, 0, 1);
      abort.abort();
    }),
    { signal: abort.signal },
  );
  expect(result.header).toMatchObject({ stopped: 'interrupted', sent: 3 });
  expect(result.header.durationNs).toBeLessThan(60e9);
  expect((await readStats(path)).header).toEqual(result.header);
});

test('a hook may abort; nothing is told to any of them afterwards', async () => {
  const abort = new AbortController();
  const told: string[] = [];
  const result = await run({ sampleIntervalMs: 1000 }, fakes().start, {
    signal: abort.signal,
    onSample: () => {
      told.push('sample');
      abort.abort();
    },
    onStatus: () => told.push('status'),
  });
  expect(told).toEqual(['sample', 'sample']);
  expect(result.samples.length).toBe(2);
});

test.each(['onLoss', 'onSample', 'onStatus', 'onNotice'] as const)(
  'what %s throws ends the run in order, and is its failure',
  async (name) => {
    const thrown = new RangeError('of the program');
    const path = join(folder, 'run.journal');
    const stopped: string[] = [];
    const start = doing((traffic, part) => {
      if (part > 0) return;
      traffic.listener.onNotice?.('descriptors run out');
      traffic.counters.failedConnections++;
      traffic.listener.onEnd(connectionState());
    });
    const result = run(
      { connections: 2, workers: 2, sampleIntervalMs: 50, journal: path },
      (...words) => {
        const traffic = start(...words);
        const stop = traffic.stop.bind(traffic);
        traffic.stop = (reason) => {
          stopped.push(reason);
          stop(reason);
        };
        return traffic;
      },
      {
        [name]: () => {
          throw thrown;
        },
      },
    );
    await expect(result).rejects.toBe(thrown);
    expect(stopped).toEqual(['interrupted', 'interrupted']);
    const read = await readStats(path);
    expect(read.truncated).toBeUndefined();
    expect(read.header.stopped).toBe('interrupted');
  },
);

test('what a hook throws at the very end fails the run as well', async () => {
  const thrown = new Error('of the program');
  const late = doing((traffic) => {
    traffic.send(10, 11, 12);
    traffic.stop('deadline');
  });
  const onNotice = (): never => {
    throw thrown;
  };
  await expect(run({}, late, { onNotice })).rejects.toBe(thrown);
});

test('a status comes every second, and says what came in the second before', async () => {
  const abort = new AbortController();
  const statuses: unknown[] = [];
  await run(
    { packetSizeBytes: 1024, sampleIntervalMs: 10_000 },
    doing((traffic) => {
      traffic.counters.active = 1;
      traffic.send(400, 20, 30);
    }),
    {
      signal: abort.signal,
      onStatus: (status) => {
        statuses.push(status);
        expect(status.receivedKBps).toBeGreaterThan(0);
        expect(status.receivedKBps).toBeLessThanOrEqual(400);
        expect(status.timeNs + status.remainingNs).toBe(60e9);
        abort.abort();
      },
    },
  );
  expect(statuses).toMatchObject([
    {
      active: 1,
      sent: 400,
      received: 400,
      testerLate: true,
      rttP99Ns: 30e6,
      roundTrips: { boundsNs: [30.72e6], counts: [400] },
    },
  ]);
});

test.each(['summary', 'all'] as const)(
  'every connection is told once, as it stands in the statistics (%s)',
  async (detail) => {
    const told: ConnectionState[] = [];
    const onConnection = (state: ConnectionState): void => {
      told.push({ ...state });
    };
    const result = await run({ connections: 2, detail }, doing(usual), { onConnection });
    const kept = await run({ connections: 2, detail: 'all' }, doing(usual));
    expect(result.connections.length).toBe(detail === 'all' ? told.length : 0);
    expect(told.sort((a, b) => a.startedNs - b.startedNs)).toEqual([
      ...connectionRows(kept.connections),
    ]);
  },
);

test('a connection is told when it is lost; those that last, when the run is over', async () => {
  const told: string[] = [];
  await run(
    { connections: 2, sampleIntervalMs: 60_000 },
    doing((traffic) => {
      traffic.listener.onEnd(connectionState({ err: '', endedNs: 60e9 }));
      traffic.listener.onEnd(connectionState({ err: 'EOF', endedNs: 3e6 }));
      told.push('over');
      traffic.stop('deadline');
    }),
    {
      onConnection: ({ err }) => {
        told.push(err === '' ? 'lasted' : 'lost');
      },
    },
  );
  expect(told).toEqual(['lost', 'over', 'lasted']);
});

test('a tester that was late is told at the end', async () => {
  const notices: string[] = [];
  await run(
    {},
    doing((traffic) => {
      traffic.send(10, 11, 12);
      traffic.stop('deadline');
    }),
    { onNotice: (words) => notices.push(words) },
  );
  // What else the machine is short of is its own affair.
  expect(notices).toContainEqual(
    expect.stringContaining('the tester itself was late in 1 of 1 intervals'),
  );
});

test('a journal that fails is told, and the run goes on', async () => {
  const notices: string[] = [];
  const result = await run({ connections: 2, journal: '/dev/full' }, doing(usual), {
    onNotice: (words) => notices.push(words),
  });
  expect(notices[0]).toContain('the journal /dev/full ends here, it cannot be written: ENOSPC');
  expect(result.header.sent).toBe(5);
});

test('traffic that cannot begin is an error', async () => {
  const error = new EngineError({
    code: 'environment',
    expected: 'raw sockets',
    found: 'none',
  });
  const start: StartTraffic = () => {
    throw error;
  };
  await expect(run({ journal: join(folder, 'j') }, start)).rejects.toBe(error);
});

test('counts of more than 32 bits overflow, as readers expect', async () => {
  const result = await run(
    {},
    doing((traffic) => {
      traffic.counters.sent = 2 ** 32 + 5;
      traffic.stop('deadline');
    }),
  );
  expect(result.header.sent).toBe(5);
  expect([...sampleRows(result.samples)].at(-1)?.sent).toBe(5);
});
