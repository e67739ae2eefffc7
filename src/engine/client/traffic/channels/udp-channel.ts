import { createSocket, type Socket } from 'node:dgram';
import type { Endpoint } from '../../../addresses/endpoint.ts';
import { formatHostPort } from '../../../addresses/host-port.ts';
import type { Milliseconds } from '../../../platform/clock.ts';
import { HOST_FIELD_BYTES, hostName } from '../../../protocol/host-name.ts';
import { readUdpHeader, UDP_HEADER_END, writeUdpHeader } from '../../../protocol/udp-header.ts';
import type { Channel, ChannelEvents } from './channel.ts';
import { CORRUPT, failureOf, type Failure } from './failure.ts';

/** What all UDP channels of a thread have in common. */
export interface UdpWire {
  readonly packetSizeBytes: number;
  readonly events: ChannelEvents;
  /** Mark of a client's datagrams in this run. */
  tagOf(slot: number): number;
}

/** A connected UDP socket to an echo server. */
export class UdpChannel implements Channel {
  local = '';
  host = '';
  sawOther = false;
  readonly #slot: number;
  readonly #wire: UdpWire;
  readonly #socket: Socket;
  readonly #datagram: Buffer;
  readonly #tag: number;
  readonly #onSent = (error: Error | null): void => {
    if (error !== null) this.#failed(error);
  };
  /** Packet whose echo is awaited, or was abandoned. */
  #packet = -1;
  #awaiting = false;
  #abandoned = false;
  #closed = false;

  constructor(slot: number, wire: UdpWire, endpoint: Endpoint, source: Endpoint | undefined) {
    this.#slot = slot;
    this.#wire = wire;
    this.#tag = wire.tagOf(slot);
    this.#datagram = Buffer.alloc(wire.packetSizeBytes);
    const socket = createSocket(endpoint.family === 6 ? 'udp6' : 'udp4');
    this.#socket = socket;
    socket.on('message', (echo) => {
      this.#read(echo);
    });
    socket.on('error', (error) => {
      this.#failed(error);
    });
    const connect = (): void => {
      if (!this.#closed)
        // Whoever waits for the connection in this way is told there, too, that there will be none.
        socket.connect(endpoint.port, endpoint.host, (error?: Error) => {
          if (error === undefined) this.#opened();
          else this.#failed(error);
        });
    };
    if (source === undefined) connect();
    else socket.bind({ address: source.host, port: source.port }, connect);
  }

  send(packet: number, timeMs: Milliseconds): boolean {
    this.#packet = packet >>> 0;
    this.#awaiting = true;
    if (this.#marked) writeUdpHeader(this.#datagram, this.#tag, packet, timeMs);
    this.#socket.send(this.#datagram, this.#onSent);
    return true;
  }

  retransmits(): number {
    return 0;
  }

  abandon(): boolean {
    this.#abandoned = true;
    return true;
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#socket.close();
  }

  /** Whether its packets have room for a header. */
  get #marked(): boolean {
    return this.#datagram.length >= UDP_HEADER_END;
  }

  #opened(): void {
    if (this.#closed) return;
    const { address, port } = this.#socket.address();
    this.local = formatHostPort({ host: address, port });
    this.#wire.events.connected(this.#slot, this);
  }

  #read(echo: Buffer): void {
    if (this.#closed) return;
    // Without a header any echo is that of the packet before; whether it came twice cannot be seen.
    const packet = this.#marked ? readUdpHeader(echo, this.#tag) : this.#packet;
    if (packet < 0 || echo.length < this.#datagram.length) {
      // It may be meant for whoever had this port before.
      this.sawOther = true;
      return;
    }
    const { events } = this.#wire;
    if (packet !== this.#packet || !this.#awaiting) {
      events.duplicate(this.#slot);
      return;
    }
    if (!this.#isEcho(echo)) {
      this.#lost(CORRUPT);
      return;
    }
    this.#awaiting = false;
    this.sawOther = false;
    if (this.#abandoned) {
      events.late(this.#slot, packet);
      return;
    }
    if (this.host === '') this.host = hostName(echo);
    events.answered(this.#slot);
  }

  /** Whether it is the packet that was sent last, but for the host name. */
  #isEcho(echo: Buffer): boolean {
    const sent = this.#datagram;
    if (echo.length !== sent.length) return false;
    return echo.compare(sent, HOST_FIELD_BYTES, sent.length, HOST_FIELD_BYTES) === 0;
  }

  #failed(error: NodeJS.ErrnoException): void {
    this.#lost(failureOf(error, this.local !== ''));
  }

  #lost(failure: Failure): void {
    if (this.#closed) return;
    this.close();
    if (this.#abandoned) return;
    this.#wire.events.failed(this.#slot, failure, this);
  }
}
