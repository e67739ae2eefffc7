import { Socket, type OnReadOpts, type SocketConstructorOpts } from 'node:net';
import { getSystemErrorName } from 'node:util';
import type { Endpoint } from '../../../addresses/endpoint.ts';
import { formatHostPort } from '../../../addresses/host-port.ts';
import type { DirectSend } from '../../../platform/direct-send.ts';
import { handleOf } from '../../../platform/tcp-handle.ts';
import { tcpRetransmits } from '../../../platform/tcp-retransmits.ts';
import { HOST_FIELD_BYTES, hostName } from '../../../protocol/host-name.ts';
import type { Channel, ChannelEvents } from './channel.ts';
import { failureOf, type NodeError } from './failure.ts';

/** What all TCP channels of a thread have in common. */
export interface TcpWire {
  /** Bytes of every packet. */
  readonly packet: Buffer;
  /** What is read is gone after it was counted: one buffer serves all. More than a packet long. */
  readonly readBuffer: Buffer;
  /** Absent where the system cannot be called directly. */
  readonly send: DirectSend | undefined;
  readonly events: ChannelEvents;
}

/** A socket that lets its descriptor be read a last time, also where Node closes it of itself. */
class LastWordSocket extends Socket {
  lastWord: (() => void) | undefined;

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.lastWord?.();
    super._destroy(error, callback);
  }
}

/** A TCP connection to an echo server. */
export class TcpChannel implements Channel {
  local = '';
  host = '';
  readonly #slot: number;
  readonly #wire: TcpWire;
  readonly #socket: LastWordSocket;
  /** -1 while it is not open. */
  #fd = -1;
  #closed = false;
  /** Bytes of the echo that are still to come; 0 = none is awaited. */
  #missing = 0;
  #hostKnown = false;
  /** Of a first echo that comes in pieces. */
  #head: Buffer | undefined;
  #retransmits = 0;

  constructor(slot: number, wire: TcpWire, endpoint: Endpoint, source: Endpoint | undefined) {
    this.#slot = slot;
    this.#wire = wire;
    const options: SocketConstructorOpts & { onread: OnReadOpts } = {
      onread: { buffer: wire.readBuffer, callback: (bytes) => this.#read(bytes) },
    };
    this.#socket = new LastWordSocket(options);
    const socket = this.#socket;
    socket.lastWord = () => {
      this.#retransmits = this.retransmits();
      this.#fd = -1;
    };
    socket.on('connect', () => {
      this.#opened();
    });
    socket.on('end', () => {
      this.#lost({ code: 'EOF' });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#lost(error);
    });
    socket.connect({
      host: endpoint.host,
      port: endpoint.port,
      noDelay: true,
      ...(source !== undefined && { localAddress: source.host }),
      ...(source !== undefined && source.port !== 0 && { localPort: source.port }),
    });
  }

  send(): boolean {
    const { packet, send } = this.#wire;
    let taken = 0;
    // Node's own write costs more than the system call that it makes. What the socket does not take
    // at once is left to Node.
    if (send !== undefined && this.#fd >= 0) {
      taken = send(this.#fd, packet, packet.length);
      if (taken < 0) {
        const code = getSystemErrorName(taken);
        if (code !== 'EAGAIN') {
          this.#lost({ code, syscall: 'write' });
          return false;
        }
        taken = 0;
      }
    }
    this.#missing = packet.length;
    if (taken < packet.length) this.#socket.write(taken === 0 ? packet : packet.subarray(taken));
    return true;
  }

  retransmits(): number {
    return this.#fd >= 0 ? tcpRetransmits(this.#fd) : this.#retransmits;
  }

  abandon(): boolean {
    this.close();
    return false;
  }

  close(): void {
    this.#closed = true;
    this.#socket.destroy();
  }

  #opened(): void {
    if (this.#closed) return;
    this.#fd = handleOf(this.#socket)?.fd ?? -1;
    const { localAddress = '', localPort = 0 } = this.#socket;
    this.local = formatHostPort({ host: localAddress, port: localPort });
    this.#wire.events.connected(this.#slot);
  }

  #read(bytes: number): boolean {
    // What nobody asked for is no echo.
    if (this.#missing === 0) return true;
    if (!this.#hostKnown) this.#readHost(bytes);
    this.#missing -= Math.min(bytes, this.#missing);
    if (this.#missing === 0 && !this.#closed) this.#wire.events.answered(this.#slot);
    return true;
  }

  #readHost(bytes: number): void {
    const { packet, readBuffer } = this.#wire;
    const before = packet.length - this.#missing;
    this.#hostKnown = bytes >= this.#missing;
    if (before === 0 && bytes >= HOST_FIELD_BYTES) {
      this.host = hostName(readBuffer);
      this.#hostKnown = true;
      return;
    }
    this.#head ??= Buffer.alloc(HOST_FIELD_BYTES);
    if (before < HOST_FIELD_BYTES) readBuffer.copy(this.#head, before, 0, bytes);
    if (!this.#hostKnown) return;
    this.host = hostName(this.#head);
    this.#head = undefined;
  }

  #lost(error: NodeError): void {
    if (this.#closed) return;
    const connected = this.local !== '';
    this.close();
    this.#wire.events.failed(this.#slot, failureOf(error, connected));
  }
}
