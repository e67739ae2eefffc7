import { once } from 'node:events';
import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';

/** A connection to a server under test, and all that came over it. */
export interface Peer {
  readonly socket: Socket;
  /** Code of the error that ended it; '' = none. */
  readonly error: string;
  /** All that came so far. */
  readonly bytes: Buffer;
  /** Resolves when so many bytes have come, or the connection is closed. */
  received(count: number): Promise<Buffer>;
  /** Resolves when the other side has ended, or the connection is closed. */
  readonly ended: Promise<void>;
  /** Resolves when the connection is closed. */
  readonly closed: Promise<void>;
}

/** Connects; rejects where that fails. */
export async function connectPeer(
  to: { readonly port: number; readonly host?: string },
  options: Partial<TcpNetConnectOpts> = {},
): Promise<Peer> {
  const socket = connect({ host: '::1', ...to, ...options });
  const peer = peerOf(socket);
  await once(socket, 'connect');
  return peer;
}

function peerOf(socket: Socket): Peer {
  let error = '';
  let ended = false;
  const chunks: Buffer[] = [];
  let count = 0;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const check of waiting) check();
  };
  const until = (condition: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!condition() && !socket.closed) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  socket.on('data', (chunk) => {
    chunks.push(chunk);
    count += chunk.length;
    wake();
  });
  socket.on('end', () => {
    ended = true;
    wake();
  });
  socket.on('error', (reason: NodeJS.ErrnoException) => {
    error = reason.code ?? reason.message;
  });
  socket.on('close', wake);
  const all = (): Buffer => Buffer.concat(chunks);
  return {
    socket,
    get error() {
      return error;
    },
    get bytes() {
      return all();
    },
    received: async (wanted) => {
      await until(() => count >= wanted);
      return all();
    },
    ended: until(() => ended),
    closed: until(() => false),
  };
}

/** The host name that the first bytes of an echo hold. */
export function hostIn(echo: Uint8Array): string {
  return Buffer.from(echo.subarray(0, 64)).toString().replace(/\0+$/, '');
}

/** Makes a connection, has one packet echoed and gives the host name; the connection stays. */
export async function greet(to: {
  readonly port: number;
  readonly host?: string;
}): Promise<Peer & { readonly hostname: string }> {
  const peer = await connectPeer(to);
  peer.socket.write(Buffer.alloc(64, 'x'));
  const hostname = hostIn(await peer.received(64));
  return Object.assign(peer, { hostname });
}
