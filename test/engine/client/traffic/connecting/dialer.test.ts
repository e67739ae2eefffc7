import { expect, it, vi } from 'vitest';
import type { Endpoint } from '../../../../../src/engine/addresses/endpoint.ts';
import type { Channel } from '../../../../../src/engine/client/traffic/channels/channel.ts';
import { Dialer } from '../../../../../src/engine/client/traffic/connecting/dialer.ts';
import { Routes } from '../../../../../src/engine/client/traffic/connecting/routes.ts';
import type { Connection } from '../../../../../src/engine/client/traffic/connections/connection.ts';
import { ClientTimers } from '../../../../../src/engine/client/traffic/timing/client-timers.ts';
import type { Transport } from '../../../../../src/engine/protocol/transport.ts';
import { noCounters } from '../../../../../src/stats/index.ts';
import { PLAN } from '../support.ts';

const OUT_OF_DESCRIPTORS = { operation: 'dial', call: 'socket', code: 'EMFILE' } as const;

const CHANNEL: Channel = {
  local: '',
  host: '',
  send: () => true,
  abandon: () => false,
  close: () => undefined,
  retransmits: () => 0,
};

/** A dialer that has begun the connection of slot 0, with two addresses to try. */
function dialing(transport: Transport = 'tcp') {
  const endpoints: Endpoint[] = [1, 2].map((port) => ({ host: '127.0.0.1', port, family: 4 }));
  const plan = { ...PLAN, endpoints, clients: 1, transport };
  const connections: (Connection | undefined)[] = [undefined];
  const tried: number[] = [];
  const counters = noCounters();
  const timers = new ClientTimers(1);
  const owner = {
    isEnding: false,
    gaveUp: vi.fn(),
    timerSet: vi.fn(),
    stop: vi.fn(),
    onNotice: vi.fn(),
  };
  const dialer = new Dialer(owner, {
    plan,
    connections,
    counters,
    timers,
    routes: new Routes(plan, () => 0),
    open: (_slot, { port }) => {
      tried.push(port);
      return CHANNEL;
    },
    now: () => 0,
  });
  dialer.add(0);
  dialer.work(0);
  const [connection] = connections;
  if (connection === undefined) throw new Error('expected a connection');
  timers.clear(0);
  return { dialer, owner, tried, counters, connection, connections, timers };
}

it('tries every address before an attempt has failed', () => {
  const { dialer, owner, tried, counters, connection } = dialing();
  dialer.failed(0, connection, OUT_OF_DESCRIPTORS);
  expect(tried).toEqual([1, 2]);
  expect(counters.failedConnects).toBe(0);
  dialer.failed(0, connection, OUT_OF_DESCRIPTORS);
  expect(tried).toEqual([1, 2]);
  expect(counters.failedConnects).toBe(1);
  expect(connection).toMatchObject({ attempts: 1, cause: 'descriptors' });
  expect(owner.timerSet).toHaveBeenCalledOnce();
  dialer.stop();
});

it('replaces a UDP connection without an echo after a pause that grows', () => {
  const { dialer, connection, connections, timers } = dialing('udp');
  const pauses = Array.from({ length: 12 }, () => {
    dialer.replace(0, connection, 5000);
    expect(dialer.hasWork).toBe(false);
    return timers.nextMs() - 5000;
  });
  expect(pauses).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1000, 1000]);
  timers.clear(0);
  connections[0] = undefined;
  dialer.replace(0, { received: 1 }, 6000);
  expect(dialer.hasWork).toBe(true);
  expect(timers.nextMs()).toBe(Infinity);
  dialer.work(6000);
  dialer.replace(0, { received: 0 }, 7000);
  expect(timers.nextMs()).toBe(7100);
});

it('begins another connection when the pause is over', () => {
  const { dialer } = dialing('udp');
  dialer.expire(0, undefined, 100);
  expect(dialer.hasWork).toBe(true);
});

it('replaces a TCP connection at once', () => {
  const { dialer, connection, timers } = dialing();
  dialer.replace(0, connection, 5000);
  expect(dialer.hasWork).toBe(true);
  expect(timers.nextMs()).toBe(Infinity);
});

it('tries nothing more where whoever is told ends it all', () => {
  const { dialer, owner, tried, connection } = dialing();
  owner.onNotice.mockImplementation(() => {
    owner.isEnding = true;
  });
  dialer.failed(0, connection, OUT_OF_DESCRIPTORS);
  expect(owner.onNotice).toHaveBeenCalledWith('dial tcp 127.0.0.1:1: socket: too many open files');
  expect(tried).toEqual([1]);
  dialer.stop();
});
