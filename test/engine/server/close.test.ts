import { describe, expect, it } from 'vitest';
import { startServer } from '../../../src/engine/index.ts';
import { connectPeer, greet } from './peer.ts';

describe('close', () => {
  it('ends the connections, accepts no more, and settles `closed`', async () => {
    const server = await startServer({ address: '[::1]:0' });
    const peers = await Promise.all(Array.from({ length: 20 }, () => greet(server.address)));
    const closing = server.close();
    await Promise.all(peers.map(({ closed }) => closed));
    expect(peers.map(({ error }) => error)).toEqual(peers.map(() => ''));
    await closing;
    await server.closed;
    expect(server.hosts).toEqual([]);
    await expect(connectPeer(server.address)).rejects.toThrow('ECONNREFUSED');
  });

  it('cuts off clients that do not end, and those that do not read', async () => {
    const server = await startServer({ address: '[::1]:0' });
    const [idle, deaf] = await Promise.all([
      connectPeer(server.address, { allowHalfOpen: true }),
      connectPeer(server.address),
    ]);
    for (const { socket } of [idle, deaf]) socket.write(Buffer.alloc(64));
    await Promise.all([idle.received(64), deaf.received(64)]);
    deaf.socket.pause();
    deaf.socket.write(Buffer.alloc(64 << 20));
    await server.close();
    for (const { socket } of [idle, deaf]) socket.destroy();
  });

  it('can be asked for again and again', async () => {
    const server = await startServer({ address: '[::1]:0', udp: true });
    await Promise.all([server.close(), server.close(), server.closed]);
    await server.close();
  });

  it('follows a signal', async () => {
    const controller = new AbortController();
    const server = await startServer({ address: '[::1]:0' }, { signal: controller.signal });
    controller.abort();
    await server.closed;
  });

  it('follows a signal that was given before', async () => {
    const server = await startServer({ address: '[::1]:0' }, { signal: AbortSignal.abort() });
    await server.closed;
  });

  it('frees the port', async () => {
    const first = await startServer({ address: '127.77.0.2:0', udp: true });
    await greet(first.address).then(({ socket }) => socket.destroy());
    await first.close();
    const again = await startServer({ address: `127.77.0.2:${first.address.port}`, udp: true });
    expect(again.address).toEqual(first.address);
    await again.close();
  });
});

describe('restart', () => {
  it('does nothing without replicas', async () => {
    const server = await startServer({ address: '[::1]:0', hostname: 'alpha' });
    const peer = await greet(server.address);
    await server.restart();
    expect(server.hosts).toEqual(['alpha']);
    peer.socket.write('more');
    expect((await peer.received(68)).subarray(64).toString()).toBe('more');
    peer.socket.destroy();
    await server.close();
  });
});
