import type { Milliseconds } from '../platform/clock.ts';
import { HOST_FIELD_BYTES } from './host-name.ts';

/** Behind the host name: tag (4 bytes), number of the packet (4), ns since the start of the run (8); big-endian. */
const TAG = HOST_FIELD_BYTES;
const PACKET = TAG + 4;
const TIME = PACKET + 4;

/** Size from which on a packet carries a header. */
export const UDP_HEADER_END: number = TIME + 8;

/**
 * Marks a datagram, so that its echo can be told from all others.
 *
 * @param tag of the client, in this run
 * @param packet number among the client's packets; kept modulo 2^32
 */
export function writeUdpHeader(
  datagram: Buffer,
  tag: number,
  packet: number,
  timeMs: Milliseconds,
): void {
  datagram.writeUInt32BE(tag >>> 0, TAG);
  datagram.writeUInt32BE(packet >>> 0, PACKET);
  const timeNs = Math.round(timeMs * 1e6);
  const [high, low] = [Math.floor(timeNs / 2 ** 32), timeNs % 2 ** 32];
  datagram.writeUInt32BE(high, TIME);
  datagram.writeUInt32BE(low, TIME + 4);
}

/** Number of the packet that a datagram echoes; -1 = it is none of that client's. */
export function readUdpHeader(datagram: Buffer, tag: number): number {
  if (datagram.length < UDP_HEADER_END || datagram.readUInt32BE(TAG) !== tag >>> 0) return -1;
  return datagram.readUInt32BE(PACKET);
}
