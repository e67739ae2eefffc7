import { getSystemErrorName } from 'node:util';
import type { Libc } from '../libc.ts';
import { MSG_DONTWAIT, MSG_NOSIGNAL } from '../message-flags.ts';
import {
  AddressInUse,
  FROM_ECHO,
  isEchoPort,
  type DatagramEcho,
  type DatagramEchoHooks,
} from './datagram-echo.ts';
import { flowHash } from './flow-hash.ts';
import { BATCH, MessageBatch } from './message-batch.ts';

// Numbers of Linux on x64 and arm64.
const AF = { 4: 2, 6: 10 };
const SOCK_DGRAM = 2;
const SOCK_NONBLOCK = 0x800;
const SOCK_CLOEXEC = 0x80000;
const SOL_SOCKET = 1;
const SO_RCVBUF = 8;
const IPPROTO_IP = 0;
const IP_PKTINFO = 8;
const IP_FREEBIND = 15;
const IPPROTO_IPV6 = 41;
const IPV6_V6ONLY = 26;
const IPV6_RECVPKTINFO = 49;
const SOCKADDR_BYTES = 28;

/** Bursts of many clients wait here; the system takes what it allows. */
const RECEIVE_BUFFER_BYTES = 4 << 20;

/** The TCP socket beside which one is opened. */
export interface ListeningTcp {
  readonly fd: number;
  readonly port: number;
}

/** After so many batches in a row the connections have their turn. */
const BATCHES_A_TURN = 4;

/**
 * UDP echo through the system's own calls: `dgram` neither tells where a packet was sent to nor
 * lets the answer's source be chosen, and so a socket that is bound to all addresses would answer
 * from the one that the routing table prefers.
 *
 * @param family of the socket; one of IPv6 serves IPv4 as well
 * @param tcp listening TCP socket whose address, port and zone are taken
 * @throws AddressInUse, and Error where the system refuses
 */
export function openNativeDatagrams(
  libc: Libc,
  family: 4 | 6,
  tcp: ListeningTcp,
  hooks: DatagramEchoHooks,
): DatagramEcho {
  return new NativeDatagrams(libc, family, tcp, hooks);
}

class NativeDatagrams implements DatagramEcho {
  readonly #libc: Libc;
  readonly #hooks: DatagramEchoHooks;
  readonly #port: number;
  readonly #fd: number;
  readonly #batch: MessageBatch;
  readonly #poll: InstanceType<Libc['koffi']['node']['PollHandle']>;
  readonly #receive: ReturnType<Libc['func']>;
  readonly #send: ReturnType<Libc['func']>;
  /** By packet of the batch: 1 = it is not answered. */
  readonly #leftOut = new Uint8Array(BATCH);
  /** Packets of the batch that are to be sent: from `next` to `count`. */
  #next = 0;
  #count = 0;
  #closed = false;

  constructor(libc: Libc, family: 4 | 6, { fd, port }: ListeningTcp, hooks: DatagramEchoHooks) {
    this.#libc = libc;
    this.#hooks = hooks;
    this.#receive = libc.func(
      'int recvmmsg(int fd, void *messages, unsigned int count, int flags, void *timeout)',
    );
    this.#send = libc.func('int sendmmsg(int fd, void *messages, unsigned int count, int flags)');
    this.#port = port;
    this.#fd = openSocket(libc, family, fd);
    this.#batch = new MessageBatch(libc, family);
    this.#poll = libc.koffi.node.poll(this.#fd, { readable: true }, this.#onReadable);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#poll.close();
    this.#libc.func('int close(int fd)')(this.#fd);
  }

  readonly #onReadable = (): void => {
    for (let turn = 0; turn < BATCHES_A_TURN; turn++) {
      this.#batch.reset(this.#count);
      this.#next = 0;
      this.#count = Math.max(
        0,
        this.#receive(this.#fd, this.#batch.addressOf(0), BATCH, MSG_DONTWAIT, null),
      );
      if (!this.#answer()) return;
      if (this.#count < BATCH) return;
    }
  };

  readonly #onWritable = (): void => {
    if (this.#sendRest()) this.#poll.start({ readable: true }, this.#onReadable);
  };

  /** Whether all was sent. */
  #answer(): boolean {
    const batch = this.#batch;
    let fromEcho = 0;
    for (let slot = 0; slot < this.#count; slot++) {
      const isLeftOut = isEchoPort(batch.sourcePortOf(slot), this.#port);
      this.#leftOut[slot] = isLeftOut ? 1 : 0;
      if (isLeftOut) {
        fromEcho++;
        continue;
      }
      const [start, end] = batch.sourceOf(slot);
      const field = this.#hooks.fieldFor(flowHash(batch.names, start, end));
      if (field === undefined) {
        // Nobody is up for this flow, and so for none.
        this.#unanswered('no replica is up', this.#count);
        return true;
      }
      batch.answer(slot, field);
    }
    if (fromEcho > 0) this.#unanswered(FROM_ECHO, fromEcho);
    return this.#sendRest();
  }

  #sendRest(): boolean {
    const { EAGAIN, EINTR } = this.#libc.koffi.os.errno;
    while (this.#next < this.#count) {
      if (this.#leftOut[this.#next] === 1) {
        this.#next++;
        continue;
      }
      const sent = this.#send(
        this.#fd,
        this.#batch.addressOf(this.#next),
        this.#runFrom(this.#next),
        MSG_DONTWAIT | MSG_NOSIGNAL,
      );
      if (sent > 0) {
        this.#next += sent;
        continue;
      }
      const errno = this.#libc.errno();
      if (errno === EAGAIN) {
        this.#poll.start({ writable: true }, this.#onWritable);
        return false;
      }
      if (errno !== EINTR) {
        // The first of them cannot be sent; the others can have better luck.
        this.#unanswered(getSystemErrorName(-errno), 1);
        this.#next++;
      }
    }
    return true;
  }

  /** How many packets from there on follow one another without one that is left out. */
  #runFrom(first: number): number {
    let end = first + 1;
    while (end < this.#count && this.#leftOut[end] === 0) end++;
    return end - first;
  }

  #unanswered(reason: string, count: number): void {
    // Not from within the poll: what it calls must not throw, and runs before pending promises.
    setImmediate(this.#hooks.onUnanswered, reason, count);
  }
}

function openSocket(libc: Libc, family: 4 | 6, tcpFd: number): number {
  const address = new Uint8Array(SOCKADDR_BYTES);
  const length = new Uint32Array([SOCKADDR_BYTES]);
  const getsockname = libc.func('int getsockname(int fd, void *address, void *length)');
  const socket = libc.func('int socket(int family, int type, int protocol)');
  const bind = libc.func('int bind(int fd, const void *address, unsigned int length)');
  const close = libc.func('int close(int fd)');
  const setsockopt = libc.func(
    'int setsockopt(int fd, int level, int name, const void *value, unsigned int length)',
  );
  const fail = (call: string): never => {
    const errno = libc.errno();
    const message = `${call}: ${getSystemErrorName(-errno)}`;
    if (errno === libc.koffi.os.errno['EADDRINUSE']) throw new AddressInUse(message);
    throw new Error(message);
  };

  if (getsockname(tcpFd, address, new Uint8Array(length.buffer)) < 0) fail('getsockname');
  const fd = socket(AF[family], SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) fail('socket');
  const set = (level: number, name: number, value: number): boolean => {
    const bytes = new Uint8Array(new Int32Array([value]).buffer);
    return setsockopt(fd, level, name, bytes, bytes.length) === 0;
  };
  try {
    // Answers may come from addresses that are local by a route alone (IPv6).
    set(IPPROTO_IP, IP_FREEBIND, 1);
    set(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    if (family === 6) set(IPPROTO_IPV6, IPV6_V6ONLY, 0);
    const told =
      family === 6 ? set(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1) : set(IPPROTO_IP, IP_PKTINFO, 1);
    if (!told) fail('setsockopt');
    if (bind(fd, address, length[0] ?? 0) < 0) fail('bind');
    return fd;
  } catch (error) {
    close(fd);
    throw error;
  }
}
