import { describe, expect, it, vi } from 'vitest';
import type { Endpoint } from '../../../../../src/engine/addresses/endpoint.ts';
import type { TrafficPlan } from '../../../../../src/engine/client/plan/traffic-plan.ts';
import type { Channel } from '../../../../../src/engine/client/traffic/channels/channel.ts';
import { Dialer } from '../../../../../src/engine/client/traffic/connecting/dialer.ts';
import { Routes } from '../../../../../src/engine/client/traffic/connecting/routes.ts';
import type { Connection } from '../../../../../src/engine/client/traffic/connections/connection.ts';
import { ClientTimers } from '../../../../../src/engine/client/traffic/timing/client-timers.ts';
import { noCounters } from '../../../../../src/stats/index.ts';
import { PLAN } from '../support.ts';

const REFUSED = { operation: 'dial', call: 'connect', code: 'ECONNREFUSED' } as const;

/** What was opened, and when it was closed; -1 = it is open. */
interface Opened {
  readonly port: number;
  readonly source: string;
  readonly atMs: number;
  readonly channel: Channel;
  closedMs: number;
}

/** A dialer with one client that asks every 100 ms, at times of the test's own. */
function asking(more: Partial<TrafficPlan> = {}, ports: readonly number[] = [1]) {
  const endpoints: Endpoint[] = ports.map((port) => ({ host: '127.0.0.1', port, family: 4 }));
  const plan = { ...PLAN, connectTimeoutMs: 1500, retryEveryMs: 100, ...more, endpoints };
  const connections: (Connection | undefined)[] = [undefined];
  const opened: Opened[] = [];
  const counters = noCounters();
  const timers = new ClientTimers(1);
  const owner = {
    isEnding: false,
    gaveUp: vi.fn(),
    timerSet: vi.fn(),
    stop: vi.fn(),
    onNotice: vi.fn(),
  };
  let nowMs = 0;
  const dialer = new Dialer(owner, {
    plan,
    connections,
    counters,
    timers,
    routes: new Routes(plan, () => 0),
    open: (_slot, { port }, source) => {
      const one: Opened = {
        port,
        source: source === undefined ? '' : `${source.host}:${source.port}`,
        atMs: nowMs,
        closedMs: -1,
        channel: {
          local: '',
          host: '',
          send: () => true,
          abandon: () => false,
          close: () => {
            one.closedMs = nowMs;
          },
          sawOther: false,
          retransmits: () => 0,
        },
      };
      opened.push(one);
      return one.channel;
    },
    now: () => nowMs,
  });
  dialer.add(0);
  dialer.work(0);
  const connection = connections[0] as Connection;
  return {
    dialer,
    owner,
    opened,
    counters,
    connection,
    /** Goes from deadline to deadline. */
    passTo: (untilMs: number): void => {
      while (timers.nextMs() <= untilMs) {
        nowMs = timers.nextMs();
        timers.take(nowMs);
        dialer.expire(0, connection, nowMs);
        dialer.work(nowMs);
      }
      nowMs = untilMs;
    },
    connect: (index: number): void => {
      dialer.connected(0, connection, opened[index]?.channel as Channel, nowMs);
    },
    refuse: (index: number): void => {
      dialer.failed(0, connection, opened[index]?.channel as Channel, REFUSED);
    },
    vainMs: (): number => (connection.state(Infinity, '').askedInVainNs ?? NaN) / 1e6,
  };
}

describe('attempts that overlap', () => {
  it('begin evenly; the first to succeed is kept, and the others are closed and counted nowhere', () => {
    const { passTo, connect, opened, counters, connection, vainMs, dialer } = asking();
    passTo(350);
    expect(opened.map(({ atMs }) => atMs)).toEqual([0, 100, 200, 300]);
    connect(2);
    expect(opened.map(({ closedMs }) => closedMs)).toEqual([350, 350, -1, 350]);
    expect(connection).toMatchObject({ phase: 'open', attempts: 4, channel: opened[2]?.channel });
    expect(counters.failedConnects).toBe(0);
    // The one begun after that which was answered may be answered still.
    expect(vainMs()).toBe(100);
    passTo(5000);
    expect(opened).toHaveLength(4);
    expect(dialer.hasWork).toBe(false);
  });

  it('are eight at the most: the oldest makes room', () => {
    const { passTo, connect, opened, counters, vainMs } = asking();
    passTo(1050);
    expect(opened).toHaveLength(11);
    expect(opened.map(({ closedMs }) => closedMs)).toEqual([
      ...[800, 900, 1000],
      ...Array<number>(8).fill(-1),
    ]);
    expect(counters.failedConnects).toBe(3);
    connect(10);
    expect(vainMs()).toBe(900);
    expect(counters.failedConnects).toBe(3);
  });

  it('are each given a while, however often they begin', () => {
    const { passTo, opened } = asking({ retryEveryMs: 10 });
    passTo(330);
    // A service that takes 200 ms to answer is heard.
    expect(opened.map(({ atMs }) => atMs)).toEqual([
      ...[0, 10, 20, 30, 40, 50, 60, 70],
      ...[250, 260, 270, 280, 290, 300, 310, 320],
    ]);
  });

  it('end with the connect timeout', () => {
    const { passTo, opened, counters } = asking({ connectTimeoutMs: 250 });
    passTo(410);
    expect(opened.map(({ closedMs }) => closedMs)).toEqual([250, 350, -1, -1, -1]);
    expect(counters.failedConnects).toBe(2);
  });

  it('go on at their pace where they are refused', () => {
    const { passTo, refuse, opened, counters, connection, vainMs } = asking();
    refuse(0);
    expect(connection).toMatchObject({ phase: 'backing-off', cause: 'refused' });
    passTo(100);
    refuse(1);
    passTo(250);
    expect(opened.map(({ atMs }) => atMs)).toEqual([0, 100, 200]);
    expect(counters.failedConnects).toBe(2);
    expect(vainMs()).toBe(100);
  });

  it('begin with one address after another, and ask the next at once where one refuses', () => {
    const { passTo, refuse, opened, counters } = asking({}, [1, 2, 3]);
    passTo(200);
    expect(opened.map(({ port }) => port)).toEqual([1, 2, 3]);
    refuse(1);
    refuse(3);
    expect(counters.failedConnects).toBe(0);
    refuse(4);
    expect(counters.failedConnects).toBe(1);
    expect(opened.map(({ port }) => port)).toEqual([1, 2, 3, 3, 1]);
  });

  it('end with the run: who has none under way gives up', () => {
    const { passTo, owner, opened } = asking({ durationMs: 2350, connectTimeoutMs: 500 });
    passTo(3000);
    expect(opened.map(({ atMs }) => atMs)).toEqual([0, 100, 200, 300]);
    expect(owner.gaveUp).toHaveBeenCalledOnce();
  });

  const listed = (port: number): Pick<TrafficPlan, 'sources'> => ({
    sources: {
      kind: 'list',
      addresses: [7, 8, 9].map((last) => ({ host: `127.0.0.${last}`, port, family: 4 as const })),
    },
  });

  it('take a source of their own where these have ports, and use those of failed ones again', () => {
    const { passTo, refuse, opened, owner } = asking(listed(4000));
    passTo(150);
    refuse(0);
    passTo(1050);
    expect(opened.map(({ source }) => source)).toEqual([
      '127.0.0.7:4000',
      '127.0.0.8:4000',
      '127.0.0.7:4000',
      '127.0.0.9:4000',
    ]);
    expect(owner.stop).not.toHaveBeenCalled();
  });

  it('share a source without a port', () => {
    const { passTo, opened } = asking(listed(0));
    passTo(950);
    expect(new Set(opened.map(({ source }) => source))).toEqual(new Set(['127.0.0.7:0']));
    expect(opened).toHaveLength(10);
  });
});
