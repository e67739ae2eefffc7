import { HOST_FIELD_BYTES } from './host-name.ts';

/** Behind the host name: tag of the client (4 bytes), number of the packet (4). */
const MARK_WORDS = 2;
const MARK_END = HOST_FIELD_BYTES + MARK_WORDS * Int32Array.BYTES_PER_ELEMENT;

/**
 * Where a mark stands in a buffer that echoes are read into: a view, which is much cheaper to look at than
 * the bytes are to compare.
 *
 * @param buffer at least 72 bytes, at a multiple of 4
 */
export function markIn({ buffer, byteOffset }: Buffer): Int32Array {
  return new Int32Array(buffer, byteOffset + HOST_FIELD_BYTES, MARK_WORDS);
}

/**
 * The bytes of the packets of many connections, which take turns in it. Where there is room, a mark
 * tells each packet from all others, so that its echo cannot be taken for that of another.
 */
export class MarkedPacket {
  readonly bytes: Buffer;
  /** Undefined: there is no room. In the machine's own order of bytes: nobody else reads it. */
  readonly #mark: Int32Array | undefined;

  constructor(sizeBytes: number) {
    const memory = new ArrayBuffer(sizeBytes);
    this.bytes = Buffer.from(memory);
    if (sizeBytes >= MARK_END) this.#mark = new Int32Array(memory, HOST_FIELD_BYTES, MARK_WORDS);
  }

  /** Makes it that packet of that client. */
  mark(tag: number, packet: number): void {
    const mark = this.#mark;
    if (mark === undefined) return;
    mark[0] = tag;
    mark[1] = packet;
  }

  /** Whether `mark`, of `markIn` a whole echo, is that of the packet; without one, every echo has it. */
  isMarkedAs(mark: Int32Array): boolean {
    const own = this.#mark;
    return own === undefined || (own[0] === mark[0] && own[1] === mark[1]);
  }

  /**
   * Whether the first bytes of `echo` are those of the packet from `offset` on. The first 64 are not
   * compared: the host name stands there.
   */
  isEchoedBy(echo: Buffer, lengthBytes: number, offset: number): boolean {
    const from = Math.max(HOST_FIELD_BYTES, offset);
    const end = offset + lengthBytes;
    if (from >= end) return true;
    return echo.compare(this.bytes, from, end, from - offset, lengthBytes) === 0;
  }
}
