import { describe, expect, it } from 'vitest';
import {
  outages,
  outagesReport,
  parseEvents,
  type DisturbanceOutages,
  type Outages,
} from '../../../src/analyze/index.ts';
import { parseStats, readStats, type ConnectionRow } from '../../../src/stats/index.ts';
import { recordedBytes, recordedPath, recordedText } from '../../support/recorded.ts';
import { runOf } from '../../support/runs.ts';

const S = 1e9;

/** A connection of ours: times in seconds. */
function connection(
  client: number,
  [started, first, last, ended]: readonly [number, number, number, number],
  more: Partial<ConnectionRow> = {},
): Partial<ConnectionRow> {
  const heard = first > 0;
  return {
    client,
    startedNs: started * S + client + 1,
    connectNs: started * S + client + 2,
    firstReceivedNs: Math.round(first * S),
    lastReceivedNs: last * S,
    endedNs: ended * S,
    err: ended < 20 ? 'EOF' : '',
    cause: ended < 20 ? 'eof' : '',
    host: heard ? 'a' : '',
    sent: 10,
    received: 9,
    ...more,
  };
}

/** Resolution: 10 connections x 1 KB at 100 KB/s = 0.1 s. */
async function outagesOf(
  connections: readonly Partial<ConnectionRow>[],
  events?: Parameters<typeof outages>[1],
): Promise<Outages> {
  const header = { connections: 10, rateKBps: 100, durationNs: 20 * S };
  return outages(await runOf({ header, connections }), events);
}

function only(found: Outages): DisturbanceOutages {
  const [first, ...others] = found.disturbances;
  if (first === undefined || others.length > 0) throw new Error('expected one disturbance');
  return first;
}

describe('the outage of a client', () => {
  it('lasts at most from its last echo to the answer', async () => {
    const found = await outagesOf([
      connection(0, [0, 0.1, 4.9, 5]),
      connection(0, [5, 5.3, 19.9, 20], { host: 'b' }),
    ]);
    expect(found.measured).toBe(true);
    expect(only(found)).toMatchObject({ clients: 1, neverBack: 0, packetsLost: 1 });
    // The first echo came later than a packet interval after the connect.
    expect(only(found).outage.most.max).toEqual({ ns: 0.4 * S, open: false });
    expect(only(found).outage.least.max).toEqual({ ns: 0, open: false });
    expect(only(found).fullConvergenceNs).toEqual({ least: 0, most: 0.3 * S });
  });

  it.each([
    // The packet due at 5.0 s was due while the client had no connection …
    ['unsent', { received: 10 }, { packetsLost: 0, packetsUnsent: 1 }],
    // … or had been sent on the one that was lost.
    ['lost', { received: 9 }, { packetsLost: 1, packetsUnsent: 0 }],
  ])('costs the packet that was due meanwhile: %s', async (_, counts, expected) => {
    const found = await outagesOf([
      connection(0, [0, 0.1, 4.9, 4.98], counts),
      connection(0, [5.02, 5.1, 19.9, 20]),
    ]);
    expect(only(found)).toMatchObject(expected);
  });

  it('goes on over connections that were never answered', async () => {
    const found = await outagesOf([
      connection(0, [0, 0.1, 4.9, 5]),
      connection(0, [5, 0, 0, 5.5], { sent: 1, received: 0 }),
      connection(0, [5.5, 6.4, 19.9, 20]),
    ]);
    expect(only(found)).toMatchObject({ clients: 1, packetsLost: 2 });
    expect(only(found).outage.most.max.ns).toBe(1.5 * S);
    expect(only(found).outage.least.max.ns).toBe(2);
  });

  it('that was hit twice by one disturbance is both times together', async () => {
    const found = await outagesOf([
      connection(0, [0, 0.1, 4.9, 5]),
      connection(0, [5, 5.1, 5.2, 5.3]),
      connection(0, [5.3, 5.6, 19.9, 20]),
    ]);
    expect(only(found).clients).toBe(1);
    expect(only(found).outage.most.max.ns).toBeCloseTo(0.5 * S, -1);
    expect(only(found).fullConvergenceNs?.most).toBeCloseTo(0.6 * S, -1);
  });

  it('that never comes back is open to the end', async () => {
    const found = await outagesOf([
      connection(0, [0, 0.1, 4.9, 5]),
      connection(0, [5, 0, 0, 20], { connectNs: 0 }),
      connection(1, [0, 0.1, 4.9, 5]),
      connection(1, [5, 5.1, 19, 20]),
      connection(2, [0, 0.1, 4.9, 5]),
    ]);
    expect(only(found)).toMatchObject({
      clients: 3,
      neverBack: 2,
      untried: 1,
      fullConvergenceNs: null,
      validated: false,
    });
    expect(only(found).outage).toMatchObject({
      least: {
        min: { ns: 0, open: false },
        median: { ns: 15 * S, open: true },
        max: { ns: 15 * S, open: true },
      },
      most: {
        min: { ns: 0.1 * S + 3, open: false },
        median: { ns: 15.1 * S, open: true },
        max: { ns: 15.1 * S, open: true },
      },
    });
  });

  it('that was never served begins with its first attempt', async () => {
    const found = await outagesOf([
      connection(0, [1, 0, 0, 1.5], { sent: 1, received: 0 }),
      connection(0, [2, 2.5, 19.9, 20]),
    ]);
    expect(only(found).outage.most.max.ns).toBe(1.5 * S - 1);
  });
});

describe('the bounds of an outage', () => {
  const TIMEOUT = { cause: 'timeout', err: 'read: i/o timeout' };
  const ASKED = { askedInVainNs: 0 };

  /** Bounds of one client's outage, in seconds. */
  async function bounds(...connections: readonly Partial<ConnectionRow>[]): Promise<number[]> {
    const { least, most } = only(await outagesOf(connections)).outage;
    return [least.max.ns, most.max.ns].map((ns) => Math.round(ns / 1e6) / 1e3);
  }

  /** A connection that began to connect, and was connected, at other times than `connection` says. */
  function late(
    [startedS, connectS]: readonly [number, number],
    more: Partial<ConnectionRow> = {},
  ): Partial<ConnectionRow> {
    const times = { startedNs: startedS * S, connectNs: connectS * S };
    return connection(0, [startedS, connectS + 0.05, 19.9, 20], { ...times, ...more });
  }

  // Last echo at 4.9 s, packet due at 5.0 s, given up at 6.0 s.
  const timedOutBefore = connection(0, [0, 0.1, 4.9, 6], TIMEOUT);
  const timedOut = { ...timedOutBefore, ...ASKED };
  const reset = connection(0, [0, 0.1, 4.9, 5.005], { cause: 'reset', ...ASKED });
  const closed = connection(0, [0, 0.1, 4.9, 4.95], { received: 10, ...ASKED });

  it.each([
    ['nothing was asked in vain', timedOut, late([6, 6.001], ASKED), [0, 1.101]],
    ['the first SYN was in vain', timedOut, late([6, 7], { askedInVainNs: 6 * S }), [1, 2.1]],
    ['attempts were', timedOut, late([6, 8.6], { askedInVainNs: 8.5 * S }), [3.5, 3.7]],
    ['the packet was told off', reset, late([5.005, 7], { askedInVainNs: 6.9 * S }), [1.895, 2.1]],
    ['no packet was on its way', closed, late([4.95, 7], { askedInVainNs: 6.9 * S }), [1.95, 2.1]],
    [
      'the tester sent no packets',
      { ...reset, endedNs: 5.5 * S, skipped: 4 },
      late([5.5, 7], { askedInVainNs: 6.9 * S }),
      [1.4, 2.1],
    ],
    [
      'it was connected, and not answered',
      timedOut,
      late([6, 6.001], { ...ASKED, firstReceivedNs: 6.9 * S }),
      [0, 2],
    ],
    [
      'it is as docs/outages.md tells',
      connection(0, [0, 0.1, 2.4, 3.5], { ...TIMEOUT, ...ASKED }),
      late([3.5, 5.1], { askedInVainNs: 4.5 * S, firstReceivedNs: 5.2 * S }),
      [2, 2.7],
    ],
  ])('where %s', async (_, before, after, expected) => {
    expect(await bounds(before, after)).toEqual(expected);
  });

  it.each([
    ['one attempt without a retransmission', 1, [6, 6.5], [0, 1.6]],
    ['one attempt with a retransmission', 1, [6, 7.002], [1, 2.102]],
    // The second attempt began 0.1 s after the first one failed.
    ['two attempts', 2, [6, 7.6], [1, 2.7]],
    // The last but one began 1 s + 0.25 s, its pause and 0.9 s before the connect at the earliest …
    ['many attempts in a long time', 4, [6, 10], [2.55, 5.1]],
    // … and after the pauses between those before it.
    ['many attempts in a short time', 6, [6, 7.6], [2, 2.7]],
    ['nobody knows how many, in a short time', 0, [6, 6.8], [0, 1.9]],
    ['nobody knows how many, in a longer one', 0, [6, 7.2], [1, 2.3]],
    // Eight pauses and no more are within 4 s; the last of them is 0.8 s.
    ['nobody knows how many, in a long time', 0, [6, 10], [2.05, 5.1]],
  ] as const)(
    'of a file that does not say when clients asked: %s',
    async (_, attempts, times, expected) => {
      const after = late(times, attempts === 0 ? {} : { attempts });
      expect(await bounds(timedOutBefore, after)).toEqual(expected);
    },
  );

  it('follow from the timers that the run was made with', async () => {
    const found = outages(
      await runOf({
        header: {
          ...{ connections: 10, rateKBps: 100, durationNs: 20 * S },
          config: { replyTimeoutMs: 500, connectTimeoutMs: 300 },
        },
        connections: [
          { ...connection(0, [0, 0.1, 4.9, 5.5], TIMEOUT) },
          late([5.5, 9], { attempts: 4 }),
        ],
      }),
    );
    // Of 9 s: a second at the most for an attempt, 0.3 s, and 0.9 s.
    expect(only(found).outage.least.max.ns).toBeCloseTo(1.8 * S, -3);
  });

  it('take a UDP client for answered when its first echo comes: to connect asks nobody', async () => {
    const found = outages(
      await runOf({
        header: {
          ...{ connections: 10, rateKBps: 100, durationNs: 20 * S },
          config: { transport: 'udp' },
        },
        connections: [
          timedOut,
          connection(0, [6.1, 0, 0, 7.15], { ...TIMEOUT, ...ASKED }),
          late([7.35, 7.351], ASKED),
        ],
      }),
    );
    const { least, most } = only(found).outage;
    // The packet of the second socket was sent at 6.15 s; the echo came at 7.401 s.
    expect(least.max.ns).toBeCloseTo(1.15 * S, -3);
    expect(most.max.ns).toBeCloseTo(2.501 * S, -3);
  });

  it('say what limits them', async () => {
    const header = { connections: 10, rateKBps: 100, durationNs: 20 * S };
    const text = async (
      after: Partial<ConnectionRow>,
      config: Record<string, number> = {},
      before: Partial<ConnectionRow> = timedOut,
    ): Promise<string> =>
      outagesReport(
        await runOf({ header: { ...header, config }, connections: [before, after] }),
      ).toText();
    const slow = late([6, 8.6], { askedInVainNs: 7 * S });
    expect(await text(slow)).toContain(
      "What limits them is the packet interval (100 ms), and the clients' own waiting: up to 1.6 s from asking in vain to the answer (less with --retry-every 100ms).\n",
    );
    expect(await text(slow, { retryEveryMs: 100 })).toContain('in vain to the answer.\n');
    expect(await text(late([5.005, 5.01], ASKED), {}, reset)).toContain(
      "the clients' own waiting: up to 5 ms from asking in vain to the answer.\n",
    );
    const older = late([6, 8.6], { attempts: 3 });
    expect(await text(older, {}, timedOutBefore)).toContain(
      'The file does not say when clients asked in vain: that follows from the connect timeout (1.5 s)',
    );
  });
});

describe('a disturbance', () => {
  const hit = (client: number, atS: number, backS: number): Partial<ConnectionRow>[] => [
    connection(client, [0, 0.1, atS - 0.1, atS]),
    connection(client, [atS, backS, 19.9, 20]),
  ];

  it('is validated where nothing is lost for long enough after it', async () => {
    const two = await outagesOf([...hit(0, 4, 4.2), ...hit(1, 12, 12.2)]);
    expect(two.validationNs).toBe(5 * S);
    expect(two.disturbances.map(({ validated }) => validated)).toEqual([true, true]);
    const early = await outagesOf([...hit(0, 9, 9.5), ...hit(1, 12, 12.2)]);
    expect(early.disturbances.map(({ validated }) => validated)).toEqual([false, true]);
    expect(early.disturbances[0]?.quietNs).toBe(2.5 * S);
    const late = await outagesOf([...hit(0, 16, 16.5)]);
    expect(only(late)).toMatchObject({ validated: false, quietNs: 3.5 * S });
  });

  it('costs the run availability', async () => {
    const found = await outagesOf(hit(0, 4, 5.9));
    expect(only(found).availabilityPercent).toEqual({ least: 99, most: 100 });
    // One client of ten was there at all, and without service for 2 s of 20.
    expect(found.availabilityPercent?.least).toBeCloseTo(9, 6);
  });

  it('tells with events how long it took to notice, and to recover', async () => {
    const events = [{ timeNs: 3.5 * S, text: 'kill a' }];
    const found = await outagesOf(hit(0, 4, 4.7), { events });
    expect(only(found)).toMatchObject({
      event: 'kill a',
      timeToDetectNs: 0.5 * S,
      // Its last echo was at 3.9 s, and it is not known to have asked in vain after that.
      fullConvergenceNs: { least: 0.4 * S, most: 1.2 * S },
    });
  });

  it('counts packets that could not be sent', async () => {
    const found = await outagesOf([
      connection(0, [0, 0.1, 3.9, 5], { cause: 'timeout', err: 'read: i/o timeout' }),
      connection(0, [7, 7.05, 19.9, 20], { startedNs: 5 * S + 1 }),
    ]);
    // The last one was sent a reply timeout before the loss; one was due every 0.1 s until 7 s.
    expect(only(found)).toMatchObject({ packetsLost: 1, packetsUnsent: 30 });
    expect(only(found).lossDerivedNs).toBeCloseTo(0.31 * S, -3);
  });
});

describe('initial events and reversions', () => {
  it.each([
    ['ecmp-forwarded', ['initial', 'reversion']],
    ['ecmp-local', ['initial', 'reversion']],
    ['ecmp-resilient', ['initial', 'reversion']],
    ['node-failure', ['initial', 'initial', 'reversion']],
    ['upgrade', ['initial', 'initial', 'initial', 'initial']],
    ['server-killed', ['initial']],
    ['packet-loss', ['initial', 'initial']],
  ] as const)('of %s', async (name, kinds) => {
    const found = outages(await parseStats(recordedBytes(name)));
    expect(found.disturbances.map(({ kind }) => kind)).toEqual(kinds);
  });

  it.each([
    ['add node1', 'reversion'],
    ['R2 ready', 'reversion'],
    ['link up', 'reversion'],
    ['Restored the route', 'reversion'],
    ['remove node1', 'initial'],
    ['update the address', 'initial'],
    ['upgrade', 'initial'],
  ])('as the event "%s" says', async (event, kind) => {
    const connections = [connection(0, [0, 0.1, 4.9, 5]), connection(0, [5, 5.1, 19, 20])];
    const found = await outagesOf(connections, { events: [{ timeNs: 4.9 * S, text: event }] });
    expect(only(found).kind).toBe(kind);
  });
});

describe('the report', () => {
  it('of a file without time stamps says that it has bounds', async () => {
    const run = await readStats(recordedPath('upgrade.json'));
    const events = parseEvents(recordedText('upgrade.events'), run.header);
    const text = outagesReport(run, { events }).toText();
    expect(text).toContain('outages are bounds (at least - at most)');
    expect(text).toContain('To detect (s)  To recover (s)');
    expect(text).toContain('0.000 - 2.781');
  });

  it('marks outages that are open, and says how many', async () => {
    const text = outagesReport(await readStats(recordedPath('server-killed.json'))).toText();
    expect(text).toMatch(/>= 5\.\d{3}/);
    expect(text).toContain('Clients that never came back: 40; their outages are open');
    expect(text).toMatch(/^1 +never /m);
  });

  it('of a run without losses says so', async () => {
    const report = outagesReport(await readStats(recordedPath('udp.json')));
    expect(report.toText()).toMatch(/^No connection was lost\.\nAvailability of the run: /);
    expect(report.tables[0].rows).toEqual([]);
  });

  it('of a file that was cut short says how much of it was read', async () => {
    const bytes = recordedBytes('upgrade').subarray(0, 20_000);
    const run = await parseStats(bytes, { partial: true });
    const text = outagesReport(run).toText();
    expect(text).toContain('The file was cut short: what is said is of the 91 connections');
    expect(text).not.toContain('Availability of the run');
  });

  it('of a run without a rate divides by nothing', async () => {
    const run = await runOf({
      header: { rateKBps: 0, connections: 0 },
      connections: [connection(0, [0, 0.1, 4.9, 5]), connection(0, [5, 5.1, 9, 20])],
    });
    expect(outagesReport(run).toText()).not.toMatch(/NaN|Infinity/);
  });

  it('of a run recorded without connections is refused', async () => {
    const run = await readStats(recordedPath('summary.json'));
    expect(() => outagesReport(run)).toThrow(
      'expected connections (record the run with -stats=all)',
    );
  });
});
