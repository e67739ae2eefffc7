import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startServer, type Server } from '../../../src/engine/index.ts';
import { connectPeer, greet, hostIn, type Peer } from './peer.ts';

let server: Server;

beforeEach(async () => {
  server = await startServer({ address: '[::1]:0', hostname: 'alpha' });
});

afterEach(() => server.close());

const connectTo = (): Promise<Peer> => connectPeer(server.address);

describe('the host name', () => {
  it('replaces the first 64 bytes of a connection, zero-padded, and nothing behind them', async () => {
    const peer = await connectTo();
    const packet = randomBytes(1024);
    peer.socket.write(packet);
    const first = await peer.received(1024);
    expect(first.subarray(0, 5).toString()).toBe('alpha');
    expect(first.subarray(5, 64)).toEqual(Buffer.alloc(59));
    expect(first.subarray(64)).toEqual(packet.subarray(64));

    peer.socket.write(packet);
    expect((await peer.received(2048)).subarray(1024)).toEqual(packet);
    peer.socket.destroy();
  });

  it('replaces them when they come one byte at a time', async () => {
    const peer = await connectTo();
    peer.socket.setNoDelay(true);
    for (let count = 1; count <= 80; count++) {
      peer.socket.write('x');
      expect(await peer.received(count)).toHaveLength(count);
    }
    expect(peer.bytes.toString()).toBe('alpha'.padEnd(64, '\0') + 'x'.repeat(16));
    peer.socket.destroy();
  });

  it('comes as far as it fits when fewer bytes are ever sent', async () => {
    const peer = await connectTo();
    peer.socket.end('123');
    await peer.closed;
    expect(peer.bytes.toString()).toBe('alp');
  });

  it('is cut at 64 bytes', async () => {
    const name = 'n'.repeat(63) + 'é';
    const other = await startServer({ address: '[::1]:0', hostname: name });
    const { hostname, socket } = await greet(other.address);
    expect(hostname).toBe('n'.repeat(63));
    socket.destroy();
    await other.close();
  });
});

describe('an echo', () => {
  it('is whole for much data in both directions at once', async () => {
    const peer = await connectTo();
    const data = randomBytes(8 << 20);
    peer.socket.end(data);
    await peer.closed;
    expect(peer.error).toBe('');
    expect(peer.bytes).toHaveLength(data.length);
    expect(peer.bytes.subarray(64).equals(data.subarray(64))).toBe(true);
  });

  it('is whole on many connections that share the server', async () => {
    const packets = Array.from({ length: 50 }, () => randomBytes(100_000));
    const echoes = await Promise.all(
      packets.map(async (packet) => {
        const peer = await connectTo();
        peer.socket.end(packet);
        await peer.closed;
        return peer.bytes;
      }),
    );
    for (const [index, packet] of packets.entries()) {
      expect(echoes[index]?.subarray(64).equals(packet.subarray(64))).toBe(true);
    }
  });

  it('of the rest comes after the client has ended its side, then ours ends', async () => {
    const peer = await connectTo();
    peer.socket.end(Buffer.alloc(300_000, 'y'));
    await peer.ended;
    expect(peer.bytes).toHaveLength(300_000);
    expect(peer.bytes.subarray(-1).toString()).toBe('y');
    await peer.closed;
  });

  it('waits for a client that does not read, and then goes on', async () => {
    const total = 256 << 20;
    const chunk = Buffer.alloc(1 << 20, 'z');
    const peer = await connectTo();
    peer.socket.pause();
    let taken = 0;
    const sending = (async () => {
      for (let sent = 0; sent < total; sent += chunk.length) {
        await new Promise<void>((resolve) => {
          peer.socket.write(chunk, () => {
            resolve();
          });
        });
        taken += chunk.length;
      }
    })();
    // Buffers of the system fill; then nothing more is taken.
    for (let before = -1; before < taken;) {
      before = taken;
      await delay(1000);
    }
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(total / 2);

    peer.socket.removeAllListeners('data');
    let received = 0;
    peer.socket.on('data', (bytes) => (received += bytes.length));
    peer.socket.resume();
    await sending;
    peer.socket.end();
    await peer.closed;
    expect(received).toBe(total);
  });
});

describe('what the server survives', () => {
  it('resets, in the middle of an echo too', async () => {
    for (let n = 0; n < 20; n++) {
      const peer = await connectTo();
      peer.socket.write(randomBytes(200_000));
      if (n % 2 === 0) await peer.received(1);
      peer.socket.resetAndDestroy();
      await peer.closed;
    }
    expect((await greet(server.address)).hostname).toBe('alpha');
  });

  it('connections that send nothing, and those that end at once', async () => {
    const silent = await connectTo();
    const hasty = await connectTo();
    hasty.socket.end();
    await hasty.closed;
    expect(hasty.bytes).toHaveLength(0);
    expect(hostIn((await greet(server.address)).bytes)).toBe('alpha');
    silent.socket.destroy();
    await silent.closed;
  });

  it('a client that goes away while the server still has much to send', async () => {
    const peer = await connectTo();
    peer.socket.pause();
    peer.socket.write(Buffer.alloc(64 << 20));
    await delay(100);
    peer.socket.destroy();
    expect((await greet(server.address)).hostname).toBe('alpha');
  });
});
