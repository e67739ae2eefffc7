import { describe, expect, it } from 'vitest';
import { descriptorLimit } from '../../../src/engine/platform/descriptors.ts';
import { missing } from '../../support/tools.ts';
import { connectPeer, greet, type Peer } from './peer.ts';
import { NOT_BUILT, serve } from './served.ts';

/** So many connections that a process of few descriptors has to refuse most of them. */
const CROWD = 600;
const FEW = 200;

const MANY = 10_000;

const noPrlimit = NOT_BUILT || missing('prlimit');
const fewDescriptors =
  NOT_BUILT || (descriptorLimit() < MANY + 500 ? ` (needs ${MANY + 500} file descriptors)` : '');

/** What became of a connection that sends a packet. */
async function outcome(peer: Peer): Promise<'served' | 'refused'> {
  peer.socket.write(Buffer.alloc(100));
  return (await peer.received(100)).length === 100 ? 'served' : 'refused';
}

describe.skipIf(NOT_BUILT !== '')(`a server in a process of its own${NOT_BUILT}`, () => {
  it('leaves nothing behind that keeps the process alive', async () => {
    for (const options of [{}, { udp: true }, { replicas: 2 }]) {
      const served = await serve({ address: '[::1]:0', ...options });
      const peer = await greet(served.address);
      await served.order('close');
      expect(await served.close()).toBe(0);
      await peer.closed;
    }
  });

  it('does not grow while many clients do not read', async () => {
    const served = await serve({ address: '[::1]:0' });
    const before = (await served.order('look')).rssBytes;
    const peers = await Promise.all(Array.from({ length: 100 }, () => connectPeer(served.address)));
    const chunk = Buffer.alloc(1 << 20);
    for (const { socket } of peers) {
      socket.pause();
      for (let n = 0; n < 16; n++) socket.write(chunk);
    }
    // Each kind of answer comes through the same loop as the reading, so it had its turn often.
    let after = before;
    for (let turn = 0; turn < 200; turn++) after = (await served.order('look')).rssBytes;
    // 100 clients, 16 MB each: a tenth of it would show.
    expect(after - before).toBeLessThan(160e6);
    for (const { socket } of peers) socket.destroy();
    expect((await greet(served.address)).hostname).not.toBe('');
    await served.close();
  });
});

describe.skipIf(noPrlimit !== '')(`a server that runs out of descriptors${noPrlimit}`, () => {
  it.each([0, 2])(
    'says so, serves those that it has, and goes on; %i replicas',
    async (replicas) => {
      const served = await serve({ address: '[::1]:0', replicas }, [
        'prlimit',
        `--nofile=${FEW}:${FEW}`,
      ]);
      const began = performance.now();
      const peers = await Promise.all(
        Array.from({ length: CROWD }, async () => {
          // The refusal can come before the connection is known here.
          const peer = await connectPeer(served.address).catch(() => undefined);
          return { peer, outcome: peer === undefined ? 'refused' : await outcome(peer) };
        }),
      );
      const count = peers.filter(({ outcome }) => outcome === 'served').length;
      expect(count).toBeGreaterThan(FEW / 2);
      expect(count).toBeLessThan(FEW * Math.max(1, replicas));

      const kept = peers.find(({ outcome }) => outcome === 'served')?.peer;
      kept?.socket.write('more');
      expect((await kept?.received(104))?.subarray(100).toString()).toBe('more');

      await served.noticed(/^refusing connections: out of file descriptors \(limit 200/);
      for (const { peer } of peers) peer?.socket.destroy();
      // Until the server has seen that the others are gone.
      for (let served_ = false; !served_;) {
        const peer = await connectPeer(served.address).catch(() => undefined);
        served_ = peer !== undefined && (await outcome(peer)) === 'served';
        peer?.socket.destroy();
      }
      await served.order('close');
      const seconds = (performance.now() - began) / 1000;
      const refused = served.notices.map((line) => Number(/; (\d+) refused$/.exec(line)?.[1] ?? 1));
      expect(refused.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(CROWD - count);
      // At most one a second, and the last words when it closes; replicas send theirs on.
      expect(refused.length).toBeLessThanOrEqual(seconds + 3);
      await served.close();
    },
  );
});

describe.skipIf(fewDescriptors !== '')(`${MANY} connections at once${fewDescriptors}`, () => {
  it('are all served', async () => {
    const served = await serve({ address: '[::1]:0', hostname: 'many' });
    const peers = await Promise.all(
      Array.from({ length: MANY }, async () => {
        const peer = await connectPeer(served.address);
        peer.socket.write(Buffer.alloc(64));
        return peer;
      }),
    );
    const echoes = await Promise.all(peers.map((peer) => peer.received(64)));
    expect(echoes.filter((echo) => echo.length === 64)).toHaveLength(MANY);
    // And all once more, while all are open.
    for (const { socket } of peers) socket.write(Buffer.alloc(64));
    const again = await Promise.all(peers.map((peer) => peer.received(128)));
    expect(again.filter((echo) => echo.length === 128)).toHaveLength(MANY);
    expect(peers.filter(({ error }) => error !== '')).toEqual([]);
    for (const { socket } of peers) socket.resetAndDestroy();
    await served.close();
    expect(served.notices).toEqual([]);
  });
});
