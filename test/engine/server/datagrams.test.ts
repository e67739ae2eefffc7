import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type Server } from '../../../src/engine/index.ts';
import type { DatagramEcho } from '../../../src/engine/platform/datagrams/datagram-echo.ts';
import { openNodeDatagrams } from '../../../src/engine/platform/datagrams/node-datagrams.ts';
import { hostField } from '../../../src/engine/protocol/host-name.ts';
import { hostIn } from './peer.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  for (const socket of open.splice(0).reverse()) await socket.close();
});

async function start(address: string): Promise<Server> {
  const server = await startServer({ address, udp: true, hostname: 'udp-host' });
  open.push(server);
  return server;
}

async function client(family: 4 | 6): Promise<Socket> {
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4');
  open.push(socket);
  socket.bind(0, family === 6 ? '::1' : '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

/** Sends it until an answer comes: a packet may be lost, on loopback too. */
async function exchange(
  socket: Socket,
  packet: Uint8Array,
  port: number,
  host: string,
): Promise<{ readonly echo: Buffer; readonly from: RemoteInfo }> {
  const send = (): void => {
    socket.send(packet, port, host);
  };
  const timer = setInterval(send, 1000);
  try {
    const answer = once(socket, 'message');
    send();
    const [echo, from] = (await answer) as [Buffer, RemoteInfo];
    return { echo, from };
  } finally {
    clearInterval(timer);
  }
}

const cases: [string, 4 | 6, string][] = [
  ['[::]:0', 6, '::1'],
  ['[::]:0', 4, '127.0.0.1'],
  ['[::]:0', 4, '127.5.6.7'],
  [':0', 4, '127.5.6.7'],
  ['0.0.0.0:0', 4, '127.0.0.1'],
  ['0.0.0.0:0', 4, '127.5.6.7'],
  ['127.0.0.1:0', 4, '127.0.0.1'],
  ['[::1]:0', 6, '::1'],
];

describe('UDP echo', () => {
  it.each(cases)('bound to %s, IPv%i, answers from %s', async (address, family, host) => {
    const server = await start(address);
    const socket = await client(family);
    const packet = Buffer.alloc(1024, 'u');
    for (let n = 0; n < 3; n++) {
      packet.writeUInt32BE(n, 64);
      const { echo, from } = await exchange(socket, packet, server.address.port, host);
      expect([from.address, from.port]).toEqual([host, server.address.port]);
      expect(hostIn(echo)).toBe('udp-host');
      expect(echo.subarray(64).equals(packet.subarray(64))).toBe(true);
    }
  });

  it.each([0, 1, 3, 63, 64, 65, 1400, 9000, 65_507])('of %i bytes', async (size) => {
    const server = await start('127.0.0.1:0');
    const socket = await client(4);
    const packet = Buffer.alloc(size, 'p');
    const { echo } = await exchange(socket, packet, server.address.port, '127.0.0.1');
    const expected = Buffer.from(packet);
    expected.set(hostField('udp-host').subarray(0, size));
    expect(echo.equals(expected)).toBe(true);
  });

  it('answers bursts of packets of all sizes, each with its own', async () => {
    const server = await start('[::]:0');
    const socket = await client(6);
    const sizes = Array.from({ length: 200 }, (_, n) => 68 + ((n * 37) % 900));
    const missing = new Set(sizes.keys());
    socket.on('message', (echo) => {
      const n = echo.readUInt32BE(64);
      expect(echo).toHaveLength(sizes[n] ?? -1);
      expect(hostIn(echo)).toBe('udp-host');
      missing.delete(n);
      if (missing.size === 0) socket.emit('complete');
    });
    const burst = (): void => {
      for (const n of missing) {
        const packet = Buffer.alloc(sizes[n] ?? 0);
        packet.writeUInt32BE(n, 64);
        socket.send(packet, server.address.port, '::1');
      }
    };
    const complete = once(socket, 'complete');
    burst();
    const timer = setInterval(burst, 1000);
    await complete;
    clearInterval(timer);
  });

  it('takes the same port as TCP', async () => {
    const servers = await Promise.all(Array.from({ length: 8 }, () => start('[::]:0')));
    expect(new Set(servers.map(({ address }) => address.port)).size).toBe(8);
  });

  it('says that a packet could not be answered, and goes on', async () => {
    const notices = new EventEmitter();
    const server = await startServer(
      { address: '[::]:0', udp: true, hostname: 'udp-host' },
      { onNotice: (notice) => notices.emit('notice', notice) },
    );
    open.push(server);
    const socket = await client(4);
    socket.setBroadcast(true);
    const send = (): void => {
      // No answer can come from a broadcast address.
      socket.send(Buffer.alloc(64), server.address.port, '127.255.255.255');
    };
    const noticed = once(notices, 'notice');
    send();
    const timer = setInterval(send, 1000);
    const [notice] = (await noticed) as [string];
    clearInterval(timer);
    expect(notice).toMatch(/^could not answer 1 datagram \(E[A-Z]+\)$/);
    const { echo } = await exchange(socket, Buffer.alloc(64), server.address.port, '127.0.0.1');
    expect(hostIn(echo)).toBe('udp-host');
  });
});

describe("UDP echo with Node's own socket", () => {
  async function openNode(host: string, family: 4 | 6, port = 0): Promise<DatagramEcho> {
    const echo = await openNodeDatagrams(
      family,
      { host, port },
      { fieldFor: () => hostField('plain'), onUnanswered: () => undefined },
    );
    open.push(echo);
    return echo;
  }

  it('answers, and says when its port is in use', async () => {
    const host = '127.77.0.3';
    const probe = createSocket('udp4').bind(0, host);
    await once(probe, 'listening');
    const { port } = probe.address();
    await expect(openNode(host, 4, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const closed = once(probe, 'close');
    probe.close();
    await closed;
    await openNode(host, 4, port);
    const socket = await client(4);
    for (const size of [0, 10, 64, 1024]) {
      const packet = Buffer.alloc(size, 'n');
      const { echo } = await exchange(socket, packet, port, host);
      expect(echo).toHaveLength(size);
      expect(hostIn(echo)).toBe('plain'.slice(0, size));
    }
  });
});
