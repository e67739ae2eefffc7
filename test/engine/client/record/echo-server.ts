import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A plain echo server for one test; its first bytes are not replaced by a host name but one that it is given. */
export interface EchoServer {
  readonly address: string;
  /** Settles when no connection is open. */
  empty(): Promise<void>;
  /** Ends every connection that is open. */
  reset(): void;
  close(): Promise<void>;
}

const HOST_FIELD_BYTES = 64;

export async function echoServer(host = 'echo-1'): Promise<EchoServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let first = true;
    socket.on('data', (data: Buffer) => {
      if (first) data.fill(0, 0, HOST_FIELD_BYTES).write(host);
      first = false;
      socket.write(data);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const reset = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `127.0.0.1:${port}`,
    empty: async () => {
      for (const socket of sockets) if (!socket.closed) await once(socket, 'close');
    },
    reset,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      reset();
      await closed;
    },
  };
}
