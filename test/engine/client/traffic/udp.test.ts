import { describe, expect, it } from 'vitest';
import { freeEndpoint, traffic, udpServer } from './support.ts';

const SHORT = { transport: 'udp', clients: 1, replyTimeoutMs: 300 } as const;
const PATIENT = { transport: 'udp', clients: 4 } as const;

describe('UDP', () => {
  it.each(['127.0.0.1', '::1'])('sends and receives on %s', async (host) => {
    const { endpoint } = await udpServer((datagram, reply, index) => {
      if (index < 4) datagram.write('udp-replica\0');
      reply();
    }, host);
    const told = traffic({ ...PATIENT, endpoints: [endpoint] });
    await told.until(({ received }) => received >= 40);
    told.traffic.stop('interrupted');
    await told.over;
    const { duplicates, reordered, late } = told.traffic.counters;
    expect({ duplicates, reordered, late }).toEqual({ duplicates: 0, reordered: 0, late: 0 });
    expect(told.ended).toHaveLength(4);
    expect(told.ended.filter(({ host: name }) => name === 'udp-replica').length).toBeGreaterThan(0);
  });

  it('ends at its deadline, with every echo awaited', async () => {
    const { endpoint } = await udpServer((_, reply) => {
      reply();
    });
    const told = traffic({ ...PATIENT, endpoints: [endpoint], durationMs: 500 });
    expect(await told.over).toBe('deadline');
    expect(told.traffic.counters.sent).toBe(told.traffic.counters.received);
  });

  it('tells an address that the system does not send to', async () => {
    // Broadcast needs a permission that nobody asked for: nothing leaves the machine.
    const endpoints = [{ host: '255.255.255.255', port: 5003, family: 4 as const }];
    const told = traffic({ ...SHORT, endpoints });
    await told.until(({ failedConnects }) => failedConnects >= 2);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters).toMatchObject({ sent: 0, active: 0, failedConnections: 0 });
    expect(told.ended).toMatchObject([
      { connectNs: 0, cause: 'unreachable', err: '', attempts: 2 },
    ]);
  });

  it('loses the connection with a packet that is lost, and replaces it', async () => {
    const { endpoint } = await udpServer((_, reply, index) => {
      if (index !== 3) reply();
    });
    const told = traffic({ ...SHORT, endpoints: [endpoint] });
    await told.until(({ received }) => received >= 6);
    told.traffic.stop('interrupted');
    await told.over;
    const [lost] = told.ended;
    expect(lost).toMatchObject({ cause: 'timeout', sent: 4, received: 3 });
    expect(lost?.err).toBe(`read udp ${lost?.local ?? ''}->${lost?.remote ?? ''}: i/o timeout`);
    expect(lost?.dropped).toBeGreaterThanOrEqual(28);
  });

  it.each<[string, (data: Buffer) => Buffer]>([
    ['longer than it was sent', (data) => Buffer.concat([data, data])],
    ['shorter', (data) => data.subarray(0, data.length - 1)],
    ['another byte', (data) => data.fill(1, data.length - 1)],
    ['another mark', (data) => data.fill(1, 64, 65)],
    ['something else', (data) => Buffer.alloc(data.length, 'x')],
  ])('is lost to a server that answers %s', async (_, answer) => {
    const { endpoint } = await udpServer((datagram, reply) => {
      reply(answer(datagram));
    });
    const told = traffic({ ...SHORT, endpoints: [endpoint], reconnect: false });
    expect(await told.over).toBe('no-connections');
    const [lost] = told.ended;
    expect(lost).toMatchObject({ cause: 'corrupt', received: 0 });
    expect(lost?.err).toBe(
      `read udp ${lost?.local ?? ''}->${lost?.remote ?? ''}: the echo is not what was sent`,
    );
  });

  it('passes over a datagram that is meant for another, and takes the echo', async () => {
    const { endpoint } = await udpServer((datagram, reply) => {
      reply(Buffer.from(datagram).fill(1, 64, 65));
      reply();
    });
    const told = traffic({ ...SHORT, endpoints: [endpoint], replyTimeoutMs: 20_000 });
    await told.until(({ received }) => received >= 5);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters.failedConnections).toBe(0);
  });

  it('counts duplicates, which answer nothing', async () => {
    const { endpoint } = await udpServer((_, reply) => {
      reply();
      reply();
    });
    const told = traffic({ ...PATIENT, endpoints: [endpoint] });
    await told.until(({ received, duplicates }) => received >= 20 && duplicates >= 20);
    told.traffic.stop('interrupted');
    await told.over;
    const { received, duplicates, late, reordered } = told.traffic.counters;
    expect(duplicates).toBeLessThanOrEqual(received);
    expect({ late, reordered }).toEqual({ late: 0, reordered: 0 });
  });

  it('does not take the second echo of a packet for that of the next', async () => {
    let before: Buffer | undefined;
    const { endpoint } = await udpServer((datagram, reply, index) => {
      // Instead of an answer, the answer to the packet before comes again.
      if (index === 5) reply(before);
      else reply();
      before = Buffer.from(datagram);
    });
    const told = traffic({ ...SHORT, endpoints: [endpoint] });
    await told.until(({ failedConnections }) => failedConnections > 0);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended[0]).toMatchObject({ sent: 6, received: 5, cause: 'timeout' });
    expect(told.traffic.counters.duplicates).toBe(1);
  });

  it('counts an echo that comes after its time as late', async () => {
    let held: (() => void) | undefined;
    const { endpoint } = await udpServer((_, reply, index) => {
      if (index === 0) held = reply;
      else if (index === 1) held?.();
    });
    const told = traffic({ ...SHORT, endpoints: [endpoint], replyTimeoutMs: 1000 });
    await told.until(({ late }) => late === 1);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters).toMatchObject({
      received: 0,
      late: 1,
      reordered: 0,
      duplicates: 0,
    });
  });

  it('counts an echo that a later one has overtaken as reordered', async () => {
    let held: (() => void) | undefined;
    const { endpoint } = await udpServer((_, reply, index) => {
      if (index === 0) {
        held = reply;
        return;
      }
      reply();
      if (index === 2) held?.();
    });
    const told = traffic({ ...SHORT, endpoints: [endpoint], replyTimeoutMs: 1000 });
    await told.until(({ reordered }) => reordered === 1);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters).toMatchObject({ late: 0, reordered: 1, duplicates: 0 });
  });

  it('passes over what is no echo of its own', async () => {
    const { endpoint } = await udpServer((datagram, reply) => {
      reply(Buffer.alloc(0));
      reply(datagram.subarray(0, 100));
      reply(Buffer.alloc(datagram.length, 0xff));
      reply();
    });
    const told = traffic({ ...PATIENT, endpoints: [endpoint] });
    await told.until(({ received }) => received >= 20);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters).toMatchObject({ duplicates: 0, late: 0, failedConnections: 0 });
  });

  it('takes any echo where packets have no room for a number', async () => {
    const { endpoint } = await udpServer((datagram, reply) => {
      datagram.fill(0);
      reply();
    });
    const told = traffic({ ...PATIENT, endpoints: [endpoint], packetSizeBytes: 64 });
    await told.until(({ received }) => received >= 20);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.ended).toHaveLength(4);
  });

  it('is refused where nobody listens', async () => {
    const endpoint = await freeEndpoint();
    const told = traffic({ ...PATIENT, endpoints: [endpoint], maxConnections: 9 });
    expect(await told.over).toBe('too-many-reconnects');
    const lost = told.ended.filter(({ err }) => err !== '');
    expect(lost.length).toBeGreaterThan(0);
    for (const { err, cause, local, remote } of lost) {
      expect(cause).toBe('refused');
      expect(err).toMatch(/^(read|write) udp .*: (read|write): connection refused$/);
      expect(err).toContain(`${local}->${remote}`);
    }
  });

  it('fails to connect, and goes on, where the system refuses the address', async () => {
    const endpoint = { host: '127.255.255.255', port: 5003, family: 4 as const };
    const told = traffic({ ...PATIENT, endpoints: [endpoint] });
    await told.until(({ failedConnects }) => failedConnects >= 8);
    told.traffic.stop('interrupted');
    await told.over;
    expect(told.traffic.counters).toMatchObject({ sent: 0, failedConnections: 0 });
    expect(told.ended.map(({ local }) => local)).toEqual(['', '', '', '']);
  });

  it('moves on to the next address where one does not answer', async () => {
    const { endpoint } = await udpServer((_, reply) => {
      reply();
    });
    const told = traffic({ ...PATIENT, endpoints: [await freeEndpoint(), endpoint] });
    await told.until(({ received, active }) => received >= 20 && active === 4);
    told.traffic.stop('interrupted');
    await told.over;
  });

  it('comes from the sources of a list, ports included', async () => {
    const { endpoint } = await udpServer((_, reply) => {
      reply();
    });
    const { port } = await freeEndpoint();
    const addresses = [
      { host: '127.0.4.1', port, family: 4 as const },
      { host: '127.0.4.2', port: 0, family: 4 as const },
    ];
    const told = traffic({
      ...PATIENT,
      clients: 2,
      endpoints: [endpoint],
      sources: { kind: 'list', addresses },
    });
    await told.until((_, { opened }) => new Set(opened.map(({ client }) => client)).size === 2);
    told.traffic.stop('interrupted');
    await told.over;
    const locals = told.ended.map(({ local }) => local).sort();
    expect(locals[0]).toBe(`127.0.4.1:${port}`);
    expect(locals[1]).toMatch(/^127\.0\.4\.2:/);
  });
});
