import { createSocket, type Socket } from 'node:dgram';
import type { Endpoint } from '../../../addresses/endpoint.ts';
import { formatHostPort } from '../../../addresses/host-port.ts';
import type { Milliseconds } from '../../../platform/clock.ts';
import { hostName } from '../../../protocol/host-name.ts';
import { readUdpHeader, UDP_HEADER_END, writeUdpHeader } from '../../../protocol/udp-header.ts';
import type { Channel, ChannelEvents } from './channel.ts';
import { failureOf } from './failure.ts';

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
    this.#wire.events.connected(this.#slot);
  }

  #read(echo: Buffer): void {
    if (this.#closed || echo.length < this.#datagram.length) return;
    // Without a header any echo is that of the packet before; whether it came twice cannot be seen.
    const packet = this.#marked ? readUdpHeader(echo, this.#tag) : this.#packet;
    if (packet < 0) return;
    const { events } = this.#wire;
    if (packet !== this.#packet || !this.#awaiting) {
      events.duplicate(this.#slot);
      return;
    }
    this.#awaiting = false;
    if (this.#abandoned) {
      events.late(this.#slot, packet);
      return;
    }
    if (this.host === '') this.host = hostName(echo);
    events.answered(this.#slot);
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#closed) return;
    this.close();
    if (this.#abandoned) return;
    this.#wire.events.failed(this.#slot, failureOf(error, this.local !== ''));
  }
}
