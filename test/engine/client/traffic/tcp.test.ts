import { describe, expect, it } from 'vitest';
import {
  deafServer,
  echo,
  echoAs,
  freeEndpoint,
  gatedEchoServer,
  tcpServer,
  traffic,
} from './support.ts';

describe('steady traffic', () => {
  it('sends and receives on every client, and says who they are', async () => {
    const { endpoint } = await tcpServer((socket) => {
      echoAs('replica-1', socket);
    });
    const told = traffic({ endpoints: [endpoint], firstClient: 8, packetSizeBytes: 64 });
    await told.until(({ received }) => received >= 40);
    expect(told.traffic.counters).toMatchObject({ active: 4, connecting: 0 });
    told.traffic.stop('interrupted');
    expect(await told.over).toBe('interrupted');
    expect(told.ended.map(({ client }) => client)).toEqual([8, 9, 10, 11]);
    for (const state of told.ended) {
      expect(state).toMatchObject({ err: '', cause: '', host: 'replica-1', attempts: 1 });
      expect(state.remote).toBe(`127.0.0.1:${endpoint.port}`);
      expect(state.received).toBeGreaterThan(0);
    }
    // Each is told when it is open and when its first echo came.
    expect(told.opened).toHaveLength(8);
    expect(told.opened.every(({ endedNs }) => endedNs === Infinity)).toBe(true);
  });

  it('ends at its deadline, with every echo awaited', async () => {
    const { endpoint } = await tcpServer(echo);
    const told = traffic({ endpoints: [endpoint], durationMs: 700 });
    expect(await told.over).toBe('deadline');
    const { sent, received } = told.traffic.counters;
    expect(sent).toBeGreaterThan(0);
    expect(received).toBe(sent);
  });

  it('takes IPv6', async () => {
    const { endpoint } = await tcpServer(echo, '::1');
    const told = traffic({ endpoints: [endpoint] });
    await told.until(({ received }) => received >= 4);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended[0]?.remote).toBe(`[::1]:${endpoint.port}`);
    expect(told.ended[0]?.local).toMatch(/^\[::1\]:\d+$/);
  });

  it('puts an echo together that comes byte by byte', async () => {
    const { endpoint } = await tcpServer((socket) => {
      let first = true;
      socket.on('data', (data) => {
        if (first) data.write('slow-server\0');
        first = false;
        for (const byte of data) socket.write(Uint8Array.of(byte));
      });
    });
    const told = traffic({ endpoints: [endpoint], clients: 2, packetSizeBytes: 128 });
    await told.until(({ received }) => received >= 6);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended.map(({ host }) => host)).toEqual(['slow-server', 'slow-server']);
  });

  it.each<[string, (data: Buffer) => Buffer[]]>([
    ['more than it got', (data) => [Buffer.concat([data, data.subarray(0, 10)])]],
    ['three times what it got', (data) => [data, data, data]],
    ['another byte at the end', (data) => [data.fill(1, data.length - 1)]],
    ['another number', (data) => [data.fill(1, 68, 69)]],
    ['another byte, in pieces', (data) => [data.subarray(0, 90), data.subarray(90).fill(1, 5, 6)]],
    ['something else', (data) => [Buffer.alloc(data.length, 'x')]],
  ])('is lost to a server that sends %s', async (_, answers) => {
    const { endpoint } = await tcpServer((socket) => {
      socket.on('data', (data) => {
        for (const answer of answers(data)) socket.write(answer);
      });
    });
    const told = traffic({ endpoints: [endpoint], clients: 1, reconnect: false });
    expect(await told.over).toBe('no-connections');
    const [lost] = told.ended;
    expect(lost).toMatchObject({ cause: 'corrupt' });
    expect(lost?.received).toBeLessThanOrEqual(1);
    expect(lost?.err).toBe(
      `read tcp ${lost?.local ?? ''}->${lost?.remote ?? ''}: the echo is not what was sent`,
    );
    expect(told.traffic.counters.failedConnections).toBe(1);
  });

  it('is lost to a server that answers with the echo before', async () => {
    const { endpoint } = await tcpServer((socket) => {
      let first: Buffer | undefined;
      socket.on('data', (data) => socket.write((first ??= data)));
    });
    const told = traffic({ endpoints: [endpoint], clients: 1, reconnect: false });
    expect(await told.over).toBe('no-connections');
    expect(told.ended[0]).toMatchObject({ cause: 'corrupt', sent: 2, received: 1 });
  });

  it('does not look at the first 64 bytes, nor for marks that have no room', async () => {
    const { endpoint } = await tcpServer((socket) => {
      socket.on('data', (data) => socket.write(data.fill('name', 0, 64)));
    });
    for (const packetSizeBytes of [64, 71, 72, 79, 80]) {
      const told = traffic({ endpoints: [endpoint], clients: 2, packetSizeBytes });
      await told.until(({ received }) => received >= 6);
      told.traffic.stop('interrupted');
      await told.over;
      expect(told.traffic.counters.failedConnections).toBe(0);
    }
  });

  it('sends packets that no socket buffer takes at once', async () => {
    const { endpoint } = await tcpServer(echo);
    const packetSizeBytes = 16 * 1024 * 1024;
    const told = traffic({ endpoints: [endpoint], clients: 1, packetSizeBytes });
    await told.until(({ received }) => received >= 2);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended[0]).toMatchObject({ host: 'replica', err: '' });
  });
});

describe('lost connections', () => {
  it('are replaced where the server closes', async () => {
    const { endpoint } = await tcpServer((socket, index) => {
      echoAs(`life-${index < 4 ? 1 : 2}`, socket);
      if (index < 4) socket.once('data', () => socket.end());
    });
    const told = traffic({ endpoints: [endpoint] });
    await told.until(
      (_, { opened }) => opened.filter(({ host }) => host === 'life-2').length === 4,
    );
    told.traffic.stop('interrupted');
    await told.over;
    const lost = told.ended.filter(({ err }) => err !== '');
    expect(lost).toHaveLength(4);
    expect(lost.every(({ err, cause }) => err === 'EOF' && cause === 'eof')).toBe(true);
    expect(told.traffic.counters.failedConnections).toBe(4);
  });

  it('are told apart where the server resets', async () => {
    const { endpoint } = await tcpServer((socket, index) => {
      if (index > 0) echo(socket);
      else socket.once('data', () => socket.resetAndDestroy());
    });
    const told = traffic({ endpoints: [endpoint], clients: 1 });
    await told.until(({ received }) => received > 0);
    told.traffic.stop('interrupted');
    await told.over;
    const [lost] = told.ended;
    expect(lost?.cause).toBe('reset');
    expect(lost?.err).toBe(
      `read tcp ${lost?.local ?? ''}->${lost?.remote ?? ''}: read: connection reset by peer`,
    );
  });

  it('are those whose echo does not come in time', async () => {
    const { endpoint } = await tcpServer((socket, index) => {
      if (index > 0) echo(socket);
    });
    const told = traffic({ endpoints: [endpoint], clients: 1, replyTimeoutMs: 300 });
    await told.until(({ received }) => received > 0);
    told.traffic.stop('interrupted');
    await told.over;
    const [lost] = told.ended;
    expect(lost).toMatchObject({ cause: 'timeout', sent: 1, received: 0, host: '' });
    expect(lost?.err).toBe(`read tcp ${lost?.local ?? ''}->${lost?.remote ?? ''}: i/o timeout`);
    // One was sent, and in 300 ms 30 became due.
    expect(lost?.dropped).toBeGreaterThanOrEqual(28);
  });

  it('are those whose echo stays in pieces', async () => {
    const { endpoint } = await tcpServer((socket) => {
      socket.on('data', (data) => socket.write(data.subarray(0, 100)));
    });
    const told = traffic({ endpoints: [endpoint], clients: 1, replyTimeoutMs: 100 });
    await told.until(({ failedConnections }) => failedConnections >= 2);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters.received).toBe(0);
  });

  it('are not replaced without re-connecting, and the run ends with the last', async () => {
    const { endpoint } = await tcpServer((socket) => {
      echo(socket);
      socket.once('data', () => socket.end());
    });
    const told = traffic({ endpoints: [endpoint], reconnect: false });
    expect(await told.over).toBe('no-connections');
    expect(told.ended).toHaveLength(4);
    expect(told.traffic.counters).toMatchObject({ active: 0, connecting: 0, failedConnections: 4 });
  });

  it('are so many that the run ends', async () => {
    const { endpoint } = await tcpServer((socket) => {
      socket.end();
    });
    const told = traffic({ endpoints: [endpoint], clients: 2, maxConnections: 7 });
    expect(await told.over).toBe('too-many-reconnects');
    expect(told.ended).toHaveLength(7);
  });

  it('are not replaced when the run is about to end', async () => {
    const { endpoint } = await tcpServer((socket) => {
      echo(socket);
      socket.once('data', () => socket.end());
    });
    const told = traffic({ endpoints: [endpoint], durationMs: 1000 });
    expect(await told.over).toBe('deadline');
    // Too short for a second connection, and long enough for the first.
    expect(told.ended).toHaveLength(4);
    expect(told.traffic.counters).toMatchObject({ active: 0, connecting: 0 });
  });
});

describe('packets', () => {
  it('are dropped while the reply is missing, and not caught up', async () => {
    const delayMs = 300;
    const { endpoint } = await tcpServer((socket) => {
      let first = true;
      socket.on('data', (data) => {
        if (first) setTimeout(() => socket.write(data), delayMs);
        else socket.write(data);
        first = false;
      });
    });
    const began = performance.now();
    const told = traffic({ endpoints: [endpoint], clients: 1, packetIntervalMs: 20 });
    await told.until(({ received }) => received >= 1);
    const { dropped } = told.traffic.counters;
    expect(dropped).toBeGreaterThanOrEqual(delayMs / 20 - 2);
    await told.until(({ received }) => received >= 4);
    told.traffic.stop('interrupted');
    await told.over;
    const { sent, dropped: all } = told.traffic.counters;
    expect(sent + all).toBeLessThanOrEqual((performance.now() - began) / 20 + 1);
  });

  it.each([
    ['skipped where the reply is there when it wakes', true],
    ['dropped where the reply is still missing then', false],
  ])('that became due while the tester stood still are %s', async (_, isThere) => {
    const { endpoint, letGo } = await gatedEchoServer();
    const told = traffic({ endpoints: [endpoint], clients: 1, packetIntervalMs: 100 });
    await told.until(({ sent }) => sent === 1);
    if (isThere) letGo();
    const before = { ...told.traffic.counters };
    const until = performance.now() + 5000;
    while (performance.now() < until);
    if (!isThere) {
      await told.until(({ dropped }) => dropped >= before.dropped + 49);
      letGo();
    }
    await told.until(({ sent }) => sent === 2);
    letGo();
    await told.until(({ received }) => received === 2);
    told.traffic.stop('interrupted');
    await told.over;
    const { dropped, skipped, failedConnections } = told.traffic.counters;
    expect(failedConnections).toBe(0);
    if (isThere) {
      expect(skipped - before.skipped).toBeGreaterThanOrEqual(48);
      // What was due before it stood still, if it had not been dealt with.
      expect(dropped - before.dropped).toBeLessThanOrEqual(1);
    } else {
      expect(skipped).toBeLessThanOrEqual(2);
    }
  });

  it('that were due when it was stopped with the reply in its socket are not dropped', async () => {
    const { endpoint, letGo } = await gatedEchoServer();
    const told = traffic({ endpoints: [endpoint], clients: 1, packetIntervalMs: 100 });
    await told.until(({ sent }) => sent === 1);
    letGo();
    const before = { ...told.traffic.counters };
    const until = performance.now() + 2000;
    while (performance.now() < until);
    told.traffic.stop('interrupted');
    await told.over;
    const { dropped, skipped } = told.traffic.counters;
    expect(dropped - before.dropped).toBeLessThanOrEqual(1);
    expect(skipped).toBeGreaterThanOrEqual(17);
  });

  it('are not dropped for a reply that has arrived and was not read yet', async () => {
    const { endpoint, letGo } = await gatedEchoServer();
    let timeMs = 0;
    const told = traffic({ endpoints: [endpoint], clients: 1 }, () => timeMs);
    await told.until(({ active }) => active === 1);
    let dueMs = 0;
    for (let packet = 1; packet <= 5; packet++) {
      timeMs = dueMs + 10;
      await told.until(({ sent }) => sent === packet);
      dueMs = timeMs - (told.latenessMs.at(-1) ?? 0);
      // In one go: the echo arrives, the next packet is due, and so is the alarm, before any read.
      letGo();
      dueMs += 10;
      timeMs = dueMs + 0.5;
      const until = performance.now() + 15;
      while (performance.now() < until);
      packet++;
      await told.until(({ sent, dropped }) => sent === packet || dropped > 0);
      expect(told.traffic.counters.dropped).toBe(0);
      letGo();
      await told.until(({ received }) => received === packet);
    }
    told.traffic.stop('interrupted');
    await told.over;
  });

  it('are not lost because the tester stood still longer than a reply may take', async () => {
    const { endpoint } = await tcpServer(echo);
    const told = traffic({ endpoints: [endpoint], packetIntervalMs: 1, replyTimeoutMs: 5000 });
    await told.until(({ received }) => received >= 20);
    const { received } = told.traffic.counters;
    const until = performance.now() + 6000;
    // Server and client stand in one process: both are held up, echoes are under way.
    while (performance.now() < until);
    await told.until((counters) => counters.received >= received + 8);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters.failedConnections).toBe(0);
  });
});

describe('connecting', () => {
  it('is tried again, later and later, until the server is there', async () => {
    const endpoint = await freeEndpoint();
    const told = traffic({ endpoints: [endpoint], clients: 2 });
    await told.until(({ failedConnects }) => failedConnects >= 4);
    expect(told.traffic.counters).toMatchObject({ active: 0, connecting: 2 });
    await tcpServer(echo, endpoint.host, endpoint.port);
    await told.until(({ active, received }) => active === 2 && received >= 2);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended).toHaveLength(2);
    const attempts = told.ended.map((state) => state.attempts ?? 0);
    expect(attempts.reduce((a, b) => a + b)).toBe(told.traffic.counters.failedConnects + 2);
    for (const state of told.ended) {
      // 100 + 200 + … ms lay between the attempts.
      const waits = (state.attempts ?? 0) - 1;
      const waitedMs = (state.connectNs - state.startedNs) / 1e6;
      expect(waitedMs).toBeGreaterThanOrEqual(
        Math.min(55, (waits * (waits + 1)) / 2) * 100 - 5 * waits,
      );
      expect(state).toMatchObject({ err: '', cause: '' });
    }
  });

  it('that never succeeds has a record', async () => {
    const endpoint = await freeEndpoint();
    const told = traffic({ endpoints: [endpoint], clients: 2, durationMs: 2500 });
    expect(await told.over).toBe('deadline');
    expect(told.ended).toHaveLength(2);
    for (const state of told.ended) {
      expect(state).toMatchObject({ connectNs: 0, err: '', cause: 'refused', sent: 0 });
      expect(state.attempts).toBeGreaterThan(1);
    }
    expect(told.traffic.counters.failedConnections).toBe(0);
  });

  it('is given up where the server is too slow', async () => {
    const endpoint = await deafServer();
    const told = traffic({ endpoints: [endpoint], clients: 8, connectTimeoutMs: 200 });
    await told.until(({ failedConnects }) => failedConnects >= 6);
    told.traffic.stop('interrupted');
    await told.over;
    const never = told.ended.filter(({ connectNs }) => connectNs === 0);
    expect(never.length).toBeGreaterThan(0);
    for (const { cause, attempts } of never) {
      expect(attempts).toBeGreaterThan(0);
      expect(cause).toBe('timeout');
    }
  });

  it('tries the other addresses, and begins with the one that answered', async () => {
    const silent = await freeEndpoint();
    const { endpoint } = await tcpServer((socket) => {
      echo(socket);
      socket.once('data', () => socket.end());
    });
    const told = traffic({ endpoints: [silent, endpoint], clients: 2, maxConnections: 12 });
    expect(await told.over).toBe('too-many-reconnects');
    const { failedConnects } = told.traffic.counters;
    expect(failedConnects).toBe(0);
    expect(told.ended.every(({ attempts }) => attempts === 1)).toBe(true);
  });

  it('leaves an address behind that takes connections and never answers', async () => {
    const mute = await tcpServer(() => undefined);
    const { endpoint } = await tcpServer(echo);
    const endpoints = [mute.endpoint, endpoint];
    const told = traffic({ endpoints, clients: 2, replyTimeoutMs: 200 });
    await told.until(({ received }) => received >= 2);
    told.traffic.stop('interrupted');
    await told.over;
  });

  it('survives a server that is restarted', async () => {
    const first = await tcpServer((socket) => {
      echoAs('before', socket);
    });
    const told = traffic({ endpoints: [first.endpoint] });
    await told.until((_, { opened }) => opened.filter(({ host }) => host !== '').length === 4);
    await first.close();
    await told.until(({ failedConnects }) => failedConnects > 0);
    await tcpServer(
      (socket) => {
        echoAs('after', socket);
      },
      first.endpoint.host,
      first.endpoint.port,
    );
    await told.until((_, { opened }) => opened.filter(({ host }) => host === 'after').length === 4);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended.map(({ host }) => host).sort()).toEqual([
      ...Array<string>(4).fill('after'),
      ...Array<string>(4).fill('before'),
    ]);
  });
});

describe('sources', () => {
  it('are drawn from a network', async () => {
    const { endpoint } = await tcpServer(echo, '0.0.0.0');
    const told = traffic({
      endpoints: [{ ...endpoint, host: '127.0.0.1' }],
      clients: 10,
      sources: { kind: 'network', cidr: '127.1.0.0/16' },
    });
    await told.until(({ received }) => received >= 10);
    told.traffic.stop('interrupted');
    await told.over;
    const hosts = new Set(told.ended.map(({ local }) => local.split(':')[0]));
    expect(hosts.size).toBeGreaterThan(5);
    for (const host of hosts) expect(host).toMatch(/^127\.1\./);
  });

  it('are used one after another, and the run ends with the list', async () => {
    const { endpoint } = await tcpServer((socket) => {
      echo(socket);
      socket.once('data', () => socket.end());
    });
    const addresses = [1, 2, 3, 4, 5].map((n) => ({
      host: `127.0.3.${n}`,
      port: 0,
      family: 4 as const,
    }));
    const told = traffic({
      endpoints: [endpoint],
      clients: 2,
      sources: { kind: 'list', addresses },
    });
    expect(await told.over).toBe('out-of-sources');
    const hosts = told.ended
      .map(({ local }) => local.split(':')[0] ?? '')
      .filter((host) => host !== '');
    // The last one may still have been connecting.
    expect(hosts.length).toBeGreaterThanOrEqual(4);
    expect(new Set(hosts).size).toBe(hosts.length);
    for (const host of hosts) expect(addresses.map((source) => source.host)).toContain(host);
  });

  it('that do not exist are told about, and the next is taken', async () => {
    const { endpoint } = await tcpServer(echo);
    const addresses = ['203.0.113.7', '127.0.3.9'].map((host) => ({
      host,
      port: 0,
      family: 4 as const,
    }));
    const told = traffic({
      endpoints: [endpoint],
      clients: 1,
      sources: { kind: 'list', addresses },
    });
    await told.until(({ received }) => received >= 1);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended[0]?.local).toMatch(/^127\.0\.3\.9:/);
    expect(told.ended[0]?.attempts).toBe(2);
    expect(told.notices).toEqual([
      `dial tcp 203.0.113.7->127.0.0.1:${endpoint.port}: bind: cannot assign requested address`,
    ]);
  });

  it('of another family than the server are refused at once', () => {
    const endpoints = [{ host: '127.0.0.1', port: 1, family: 4 as const }];
    expect(() => traffic({ endpoints, sources: { kind: 'network', cidr: '::1/128' } })).toThrow(
      "sourceCidr: expected IPv4 as the server's address is, found ::1/128",
    );
  });
});

describe('notices', () => {
  const sources = {
    kind: 'list',
    addresses: Array.from({ length: 200 }, () => ({
      host: '203.0.113.7',
      port: 0,
      family: 4 as const,
    })),
  } as const;

  it('that were held back are told at the end', async () => {
    const { endpoint } = await tcpServer(echo);
    const told = traffic({ endpoints: [endpoint], clients: 20, sources });
    await told.until(({ failedConnects }) => failedConnects >= 20);
    told.traffic.stop('interrupted');
    await told.over;
    const words = `dial tcp 203.0.113.7->127.0.0.1:${endpoint.port}: bind: cannot assign requested address`;
    expect(told.notices[0]).toBe(words);
    const counts = told.notices.map((notice) => Number(/\((\d+) times\)$/.exec(notice)?.[1] ?? 1));
    expect(counts.reduce((a, b) => a + b)).toBe(told.traffic.counters.failedConnects);
  });
});

describe('stop', () => {
  it('tells all records before it returns, and nothing later', async () => {
    const { endpoint } = await tcpServer(echo);
    const told = traffic({ endpoints: [endpoint] });
    await told.until(({ received }) => received >= 8);
    told.traffic.stop('interrupted');
    const ended = told.ended.length;
    const counters = { ...told.traffic.counters };
    expect(ended).toBe(4);
    told.traffic.stop('deadline');
    expect(await told.over).toBe('interrupted');
    await new Promise((resolve) => setImmediate(resolve));
    expect(told.ended).toHaveLength(ended);
    expect(told.traffic.counters).toEqual(counters);
  });

  it('works before anything has begun', async () => {
    const told = traffic({ endpoints: [await freeEndpoint()] });
    told.traffic.stop('interrupted');
    expect(await told.over).toBe('interrupted');
    expect(told.ended).toEqual([]);
  });

  it('does not wait for connections that are being made', async () => {
    const told = traffic({ endpoints: [await freeEndpoint()] });
    await told.until(({ failedConnects }) => failedConnects >= 4);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended).toHaveLength(4);
  });
});
