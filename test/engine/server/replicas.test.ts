import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { startServer, type Server, type ServerOptions } from '../../../src/engine/index.ts';
import { childrenOf, isAlive } from './children.ts';
import { connectPeer, greet, hostIn, type Peer } from './peer.ts';
import { NOT_BUILT, serve } from './served.ts';

const servers: Server[] = [];
const notices: string[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  notices.splice(0);
});

async function start(options: ServerOptions): Promise<Server> {
  const server = await startServer(
    { address: '[::1]:0', hostname: 'node', ...options },
    {
      onNotice: (notice) => {
        notices.push(notice);
      },
    },
  );
  servers.push(server);
  return server;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(20);
}

describe.skipIf(NOT_BUILT !== '')(`replicas${NOT_BUILT}`, () => {
  it('have names of their own and take connections in strict turn', async () => {
    const server = await start({ replicas: 3 });
    expect(server.hosts).toEqual(['node-0', 'node-1', 'node-2']);
    const names: string[] = [];
    for (let n = 0; n < 9; n++) {
      const peer = await greet(server.address);
      names.push(peer.hostname);
      peer.socket.destroy();
    }
    const turn = names.slice(0, 3);
    expect([...turn].sort()).toEqual(['node-0', 'node-1', 'node-2']);
    expect(names).toEqual([...turn, ...turn, ...turn]);
  });

  it('echo as one server does: much data, half-closed connections, resets', async () => {
    const server = await start({ replicas: 2 });
    for (let n = 0; n < 10; n++) {
      const hasty = await connectPeer(server.address);
      hasty.socket.resetAndDestroy();
    }
    const peers = await Promise.all(
      Array.from({ length: 20 }, () => connectPeer(server.address, { allowHalfOpen: true })),
    );
    for (const { socket } of peers) socket.end(Buffer.alloc(500_000, 'r'));
    await Promise.all(peers.map(({ closed }) => closed));
    expect(peers.map(({ bytes }) => bytes.length)).toEqual(peers.map(() => 500_000));
    expect(peers.map(({ error }) => error)).toEqual(peers.map(() => ''));
  });

  it('are replaced one by one under live connections, which move to the others', async () => {
    const server = await start({ replicas: 4 });
    const clients = 40;
    const over = new AbortController();
    const isOver = once(over.signal, 'abort');
    let lost = 0;
    const errors: string[] = [];
    const fewest = { hosts: 4 };
    const hosts = new Array<string>(clients).fill('');
    const lives = hosts.map(async (_, client) => {
      while (!over.signal.aborted) {
        const peer: Peer | undefined = await connectPeer(server.address).catch(() => undefined);
        if (peer === undefined) {
          errors.push('refused');
          await delay(50);
          continue;
        }
        peer.socket.write(Buffer.alloc(64));
        hosts[client] = hostIn(await peer.received(64));
        await Promise.race([peer.closed, isOver]);
        if (peer.socket.closed) lost++;
        if (peer.error !== '') errors.push(peer.error);
        fewest.hosts = Math.min(fewest.hosts, server.hosts.length);
        peer.socket.destroy();
      }
    });
    await until(() => hosts.every((host) => host !== ''));
    const before = new Map(server.hosts.map((name) => [name, 0]));
    for (const host of hosts) before.set(host, (before.get(host) ?? 0) + 1);
    expect([...before.values()]).toEqual([10, 10, 10, 10]);

    await server.restart();
    expect(server.hosts).toEqual(['node-4', 'node-5', 'node-6', 'node-7']);
    await until(() => hosts.every((host) => server.hosts.includes(host)));
    over.abort();
    await Promise.all(lives);
    // The model of an upgrade of 40 connections on 4 replicas: 10 + 13.3 + 17.8 + 23.7.
    expect(lost).toBeGreaterThanOrEqual(40);
    expect(lost).toBeLessThan(120);
    expect(errors).toEqual([]);
    expect(fewest.hosts).toBe(3);
    expect(notices).toEqual([]);
  });

  it('are replaced while clients come and go', async () => {
    const server = await start({ replicas: 2 });
    let over = false;
    let greeted = 0;
    const coming = Array.from({ length: 8 }, async () => {
      while (!over) {
        const peer = await connectPeer(server.address);
        peer.socket.write(Buffer.alloc(64));
        if ((await peer.received(64)).length === 64) greeted++;
        peer.socket.destroy();
      }
    });
    await server.restart();
    over = true;
    await Promise.all(coming);
    expect(greeted).toBeGreaterThan(0);
    expect(server.hosts).toEqual(['node-2', 'node-3']);
    expect(notices).toEqual([]);
  });

  it('never use a name again, however often they are restarted', async () => {
    const server = await start({ replicas: 2 });
    await Promise.all([server.restart(), server.restart()]);
    expect(server.hosts).toEqual(['node-4', 'node-5']);
  });

  it('that die are replaced, and that is said', async () => {
    const server = await start({ replicas: 2 });
    const [first = 0] = childrenOf(process.pid);
    const victim = await greet(server.address);
    const other = await greet(server.address);
    process.kill(first, 'SIGKILL');
    await Promise.race([victim.closed, other.closed]);
    await until(() => server.hosts.includes('node-2') && server.hosts.length === 2);
    expect(notices).toEqual([
      expect.stringMatching(/^replica node-[01] ended by itself \(SIGKILL\)$/),
    ]);
    const peers = [await greet(server.address), await greet(server.address)];
    expect(peers.map(({ hostname }) => hostname)).toContain('node-2');
    for (const { socket } of [victim, other, ...peers]) socket.destroy();
  });

  it('refuse connections while none is up, and say so', async () => {
    const server = await start({ replicas: 2 });
    // They come back soon: they are killed until a connection found none.
    while (!notices.some((line) => line.startsWith('refusing connections: no replica is up'))) {
      for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
      const peer = await connectPeer(server.address).catch(() => undefined);
      await peer?.closed;
    }
    await until(() => server.hosts.length === 2);
    expect(server.hosts).not.toContain('node-0');
    expect(server.hosts).not.toContain('node-1');
    (await greet(server.address)).socket.destroy();
  });

  it('end with the server, in the middle of a restart too', async () => {
    const server = await start({ replicas: 3 });
    const peer = await greet(server.address);
    const restarting = server.restart();
    await until(() => server.hosts.length < 3);
    const children = childrenOf(process.pid);
    await server.close();
    await restarting;
    await server.closed;
    await peer.closed;
    expect(server.hosts).toEqual([]);
    expect(childrenOf(process.pid)).toEqual([]);
    expect(children.filter(isAlive)).toEqual([]);
  });

  it('end when their parent dies', async () => {
    const served = await serve({ address: '[::1]:0', replicas: 2 });
    const children = childrenOf(served.child.pid ?? 0);
    expect(children).toHaveLength(2);
    const peer = await greet(served.address);
    served.child.kill('SIGKILL');
    await peer.closed;
    await until(() => !children.some(isAlive));
    await expect(connectPeer(served.address)).rejects.toThrow('ECONNREFUSED');
  });

  it('leave SIGINT and SIGHUP to the parent', async () => {
    const server = await start({ replicas: 2 });
    for (const pid of childrenOf(process.pid)) {
      process.kill(pid, 'SIGINT');
      process.kill(pid, 'SIGHUP');
    }
    for (let n = 0; n < 4; n++) {
      const { hostname, socket } = await greet(server.address);
      expect(['node-0', 'node-1']).toContain(hostname);
      socket.destroy();
    }
    expect(notices).toEqual([]);
  });

  it('answer each UDP flow under one name, until that replica is replaced', async () => {
    const server = await start({ replicas: 4, udp: true });
    const sockets = Array.from({ length: 24 }, () => createSocket('udp6'));
    const ask = async (socket: (typeof sockets)[number]): Promise<string> => {
      const send = (): void => {
        socket.send(Buffer.alloc(64), server.address.port, '::1');
      };
      const answer = once(socket, 'message');
      const timer = setInterval(send, 1000);
      send();
      const [echo] = (await answer) as [Buffer];
      clearInterval(timer);
      return hostIn(echo);
    };
    const askAll = (): Promise<string[]> => Promise.all(sockets.map(ask));
    const names = await askAll();
    expect(new Set(names).size).toBeGreaterThan(1);
    expect(await askAll()).toEqual(names);
    await server.restart();
    // Replica n has the place of the one before it: node-4 that of node-0.
    const moved = names.map((name) => `node-${Number(name.slice('node-'.length)) + 4}`);
    expect(await askAll()).toEqual(moved);
    for (const socket of sockets) socket.close();
  });
});
