import { expect, it, vi } from 'vitest';
import { noCounters } from '../../../../src/engine/client/counters.ts';
import type { Channel } from '../../../../src/engine/client/traffic/channel.ts';
import { ClientTimers } from '../../../../src/engine/client/traffic/client-timers.ts';
import type { Connection } from '../../../../src/engine/client/traffic/connection.ts';
import { Dialer } from '../../../../src/engine/client/traffic/dialer.ts';
import type { Endpoint } from '../../../../src/engine/client/traffic/plan.ts';
import { Routes } from '../../../../src/engine/client/traffic/routes.ts';
import { PLAN } from './support.ts';

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
function dialing() {
  const endpoints: Endpoint[] = [1, 2].map((port) => ({ host: '127.0.0.1', port, family: 4 }));
  const plan = { ...PLAN, endpoints, clients: 1 };
  const connections: (Connection | undefined)[] = [undefined];
  const tried: number[] = [];
  const counters = noCounters();
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
    timers: new ClientTimers(1),
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
  return { dialer, owner, tried, counters, connection };
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
