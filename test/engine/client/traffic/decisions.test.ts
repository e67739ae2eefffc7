import { expect, it } from 'vitest';
import { backOffMs } from '../../../../src/engine/client/traffic/connecting/back-off.ts';
import { mayBegin } from '../../../../src/engine/client/traffic/connecting/may-begin.ts';
import { seededRandom } from '../../../../src/engine/client/traffic/random.ts';
import {
  readUdpHeader,
  UDP_HEADER_END,
  writeUdpHeader,
} from '../../../../src/engine/protocol/udp-header.ts';

it('waits 100 ms more after each failed attempt, and never more than a second', () => {
  const waits = Array.from({ length: 12 }, (_, n) => backOffMs(n + 1));
  expect(waits).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1000, 1000]);
});

it('begins nothing in the last seconds, but for the first attempt of a client', () => {
  const tcp = { transport: 'tcp', durationMs: 10_000 } as const;
  const udp = { transport: 'udp', durationMs: 10_000 } as const;
  expect(mayBegin(tcp, 8000, false)).toBe(true);
  expect(mayBegin(tcp, 8001, false)).toBe(false);
  expect(mayBegin(udp, 8001, false)).toBe(true);
  expect(mayBegin(udp, 9001, false)).toBe(false);
  expect(mayBegin({ ...tcp, durationMs: 500 }, 1, true)).toBe(true);
  expect(mayBegin({ ...tcp, durationMs: 500 }, 1, false)).toBe(false);
});

it('draws the same from the same seed, evenly', () => {
  const [a, b, other] = [seededRandom(7), seededRandom(7), seededRandom(8)];
  const drawn = Array.from({ length: 10_000 }, a);
  expect(Array.from({ length: 10_000 }, b)).toEqual(drawn);
  expect(other()).not.toBe(drawn[0]);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.reduce((sum, value) => sum + value) / drawn.length).toBeCloseTo(0.5, 1);
});

it('knows its datagrams again, by client and number', () => {
  const datagram = Buffer.alloc(UDP_HEADER_END);
  writeUdpHeader(datagram, 0xdeadbeef, 12, 5_000_000.25);
  expect(readUdpHeader(datagram, 0xdeadbeef)).toBe(12);
  expect(readUdpHeader(datagram, 1)).toBe(-1);
  expect(readUdpHeader(datagram.subarray(0, 79), 0xdeadbeef)).toBe(-1);
  expect(datagram.readBigUInt64BE(72)).toBe(5_000_000_250_000n);
  expect(datagram.subarray(0, 64).every((byte) => byte === 0)).toBe(true);
});
