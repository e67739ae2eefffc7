// struct mmsghdr, struct iovec and struct cmsghdr of 64-bit Linux, for recvmmsg(2) and sendmmsg(2).
import type { Libc } from '../libc.ts';

/** Packets of one call. */
export const BATCH = 64;

/** More than a UDP packet can hold. */
const SLOT_BYTES = 65_536;

const HEADER_BYTES = 64;
const HEADER = {
  name: 0,
  nameLength: 8,
  vector: 16,
  vectorCount: 24,
  control: 32,
  controlLength: 40,
};
const LENGTH_OFFSET = 56;
const VECTOR_BYTES = 16;
const NAME_BYTES = 32;
const CONTROL_BYTES = 64;
const CONTROL_HEADER_BYTES = 16;

/** Where the interface stands in what IP_PKTINFO and IPV6_PKTINFO say. */
const INTERFACE_OFFSET = { 4: CONTROL_HEADER_BYTES, 6: CONTROL_HEADER_BYTES + 16 };

/**
 * Room for a batch of packets with their addresses, in the layout that the system reads and
 * writes. What a packet says about where it was sent to is in the very form that says, when it is
 * sent back, where it shall come from.
 */
export class MessageBatch {
  readonly #payload = Buffer.alloc(BATCH * SLOT_BYTES);
  readonly #names = new Uint8Array(BATCH * NAME_BYTES);
  readonly #controls = new Uint8Array(BATCH * CONTROL_BYTES);
  readonly #interfaces: Int32Array;
  readonly #vectors = new BigUint64Array((BATCH * VECTOR_BYTES) / 8);
  readonly #headers: Uint8Array;
  readonly #words: Uint32Array;
  readonly #interfaceOffset: number;
  readonly #headersAddress: bigint;

  constructor(libc: Libc, family: 4 | 6) {
    const headers = new BigUint64Array((BATCH * HEADER_BYTES) / 8);
    this.#headers = new Uint8Array(headers.buffer);
    this.#words = new Uint32Array(headers.buffer);
    this.#interfaces = new Int32Array(this.#controls.buffer);
    this.#interfaceOffset = INTERFACE_OFFSET[family];
    this.#headersAddress = libc.address(this.#headers);
    const names = libc.address(this.#names);
    const controls = libc.address(this.#controls);
    const payload = libc.address(this.#payload);
    const vectors = libc.address(new Uint8Array(this.#vectors.buffer));
    for (let slot = 0; slot < BATCH; slot++) {
      const at = (slot * HEADER_BYTES) / 8;
      headers[at + HEADER.name / 8] = names + BigInt(slot * NAME_BYTES);
      headers[at + HEADER.vector / 8] = vectors + BigInt(slot * VECTOR_BYTES);
      headers[at + HEADER.vectorCount / 8] = 1n;
      headers[at + HEADER.control / 8] = controls + BigInt(slot * CONTROL_BYTES);
      this.#vectors[slot * 2] = payload + BigInt(slot * SLOT_BYTES);
    }
    this.reset(BATCH);
  }

  /** Where the system finds the packets from `slot` on. */
  addressOf(slot: number): bigint | Uint8Array {
    return slot === 0 ? this.#headers : this.#headersAddress + BigInt(slot * HEADER_BYTES);
  }

  /** Makes the first `count` places ready to receive into. */
  reset(count: number): void {
    for (let slot = 0; slot < count; slot++) {
      const at = (slot * HEADER_BYTES) / 4;
      this.#words[at + HEADER.nameLength / 4] = NAME_BYTES;
      // A size_t, whose upper half on either kind of machine stays 0.
      this.#words[at + HEADER.controlLength / 4] = CONTROL_BYTES;
      this.#vectors[slot * 2 + 1] = BigInt(SLOT_BYTES);
    }
  }

  /** Makes a packet that was received ready to be sent back with `field` over its first bytes. */
  answer(slot: number, field: Uint8Array): void {
    const length = this.#words[(slot * HEADER_BYTES + LENGTH_OFFSET) / 4] ?? 0;
    this.#vectors[slot * 2 + 1] = BigInt(length);
    const payload = this.#payload;
    const start = slot * SLOT_BYTES;
    payload.set(length < field.length ? field.subarray(0, length) : field, start);
    // The way back is the routing table's choice; it need not be the interface that it came by.
    this.#interfaces[(slot * CONTROL_BYTES + this.#interfaceOffset) / 4] = 0;
  }

  /** The bytes that tell one source from another, as `[start, end)` of `names`. */
  sourceOf(slot: number): readonly [number, number] {
    const length = this.#words[(slot * HEADER_BYTES + HEADER.nameLength) / 4] ?? 0;
    return [slot * NAME_BYTES + 2, slot * NAME_BYTES + length];
  }

  /** Port that a packet was sent from. */
  sourcePortOf(slot: number): number {
    // Of either family it stands behind the family itself, in the network's order.
    const at = slot * NAME_BYTES + 2;
    return ((this.#names[at] as number) << 8) | (this.#names[at + 1] as number);
  }

  /** Source addresses, `struct sockaddr` each. */
  get names(): Uint8Array {
    return this.#names;
  }
}
