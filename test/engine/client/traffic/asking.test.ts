import { describe, expect, it } from 'vitest';
import { echo, freeEndpoint, tcpServer, traffic } from './support.ts';

/** Pauses of 100, 200, … ms: connections of one client that can begin within two seconds. */
const MOST_IN_TWO_SECONDS = 6;

describe('a port that accepts and closes', () => {
  it.each([
    ['closes', 'eof'],
    ['resets', 'reset'],
  ] as const)('and %s is asked less and less often', async (how, cause) => {
    const server = await tcpServer((socket) => {
      if (how === 'closes') socket.end();
      else socket.resetAndDestroy();
    });
    // Nothing is begun in the last two of four seconds.
    const told = traffic({ endpoints: [server.endpoint], clients: 10, durationMs: 4000 });
    expect(await told.over).toBe('deadline');
    expect(server.sockets.length).toBeGreaterThanOrEqual(30);
    expect(server.sockets.length).toBeLessThanOrEqual(10 * MOST_IN_TWO_SECONDS);
    const lost = told.ended.filter(({ err }) => err !== '');
    expect(lost.length).toBe(told.traffic.counters.failedConnections);
    expect(lost.filter((state) => state.cause === cause).length).toBeGreaterThan(0);
  });
});

describe('attempts that overlap', () => {
  it('find a service that comes back, and say when it was asked in vain last', async () => {
    const endpoint = await freeEndpoint();
    const told = traffic({ endpoints: [endpoint], clients: 2, retryEveryMs: 50 });
    await told.until(({ failedConnects }) => failedConnects >= 20);
    await tcpServer(echo, endpoint.host, endpoint.port);
    await told.until(({ active, received }) => active === 2 && received >= 2);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended).toHaveLength(2);
    for (const { attempts = 0, startedNs, connectNs, askedInVainNs = 0, err } of told.ended) {
      expect(err).toBe('');
      const lastedMs = (connectNs - startedNs) / 1e6;
      expect(attempts).toBeLessThanOrEqual(lastedMs / 50 + 1);
      // With pauses that grow it would be half as many.
      expect(attempts).toBeGreaterThanOrEqual(8);
      expect(askedInVainNs).toBeGreaterThan(startedNs);
      expect(askedInVainNs).toBeLessThan(connectNs);
    }
  });
});

describe('when a client asked in vain last', () => {
  it('is nothing where the first was answered', async () => {
    const { endpoint } = await tcpServer(echo);
    const told = traffic({ endpoints: [endpoint] });
    await told.until(({ received }) => received >= 4);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended.map(({ askedInVainNs }) => askedInVainNs)).toEqual([0, 0, 0, 0]);
  });

  it('is known of a client that never gets a connection', async () => {
    const told = traffic({ endpoints: [await freeEndpoint()], clients: 1, durationMs: 3000 });
    expect(await told.over).toBe('deadline');
    const [{ askedInVainNs = 0, connectNs } = {}] = told.ended;
    expect(connectNs).toBe(0);
    // The attempts begin at 0, 0.1, 0.3, 0.6 and 1 s; none in the last two seconds.
    expect(askedInVainNs).toBeGreaterThan(0.25e9);
    expect(askedInVainNs).toBeLessThan(1.2e9);
  });
});
