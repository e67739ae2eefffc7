import { expect, it } from 'vitest';
import {
  readUdpHeader,
  UDP_HEADER_END,
  writeUdpHeader,
} from '../../../src/engine/protocol/udp-header.ts';

it('knows its datagrams again, by client and number', () => {
  const datagram = Buffer.alloc(UDP_HEADER_END);
  writeUdpHeader(datagram, 0xdeadbeef, 12, 5_000_000.25);
  expect(readUdpHeader(datagram, 0xdeadbeef)).toBe(12);
  expect(readUdpHeader(datagram, 1)).toBe(-1);
  expect(readUdpHeader(datagram.subarray(0, 79), 0xdeadbeef)).toBe(-1);
  expect(datagram.readBigUInt64BE(72)).toBe(5_000_000_250_000n);
  expect(datagram.subarray(0, 64).every((byte) => byte === 0)).toBe(true);
});
