import { Socket } from 'node:net';

/** What Node wraps a TCP socket of the system in, below `net.Socket`. */
export interface TcpHandle {
  /** File descriptor; below 0 when it is closed. */
  readonly fd: number;
  close(): void;
}

/** An accepted connection: the bare handle, or the socket where Node does not give its handle away. */
export type Accepted = TcpHandle | Socket;

export function isTcpHandle(value: unknown): value is TcpHandle {
  return (
    typeof value === 'object' &&
    value !== null &&
    'fd' in value &&
    typeof value.fd === 'number' &&
    'close' in value &&
    typeof value.close === 'function'
  );
}

/** The handle of a socket or a server, without taking it; undefined where there is none. */
export function handleOf(owner: object): TcpHandle | undefined {
  const handle: unknown = Reflect.get(owner, '_handle');
  return isTcpHandle(handle) ? handle : undefined;
}

/**
 * Takes the handle out of a socket that has read nothing yet. Sockets of `net.Server` cannot be
 * asked to read into memory of ours (`onread`); one that is made anew around the handle can.
 */
export function takeHandle(socket: Socket): Accepted {
  const handle = handleOf(socket);
  if (handle === undefined) return socket;
  Reflect.set(socket, '_handle', null);
  // Without a handle this only tells the server that the socket is gone.
  socket.destroy();
  return handle;
}

/** Closes a connection that nobody will serve; the other end sees a reset where that can be done. */
export function refuse(accepted: Accepted): void {
  if (accepted instanceof Socket) {
    accepted.on('error', () => undefined);
    accepted.resetAndDestroy();
  } else {
    const reset: unknown = Reflect.get(accepted, 'reset');
    if (typeof reset !== 'function' || Reflect.apply(reset, accepted, []) !== 0) accepted.close();
  }
}
