import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { nativeSockets } from '../../../src/engine/platform/native-sockets.ts';
import { socketFd } from '../../../src/engine/platform/socket-fd.ts';
import { tcpRetransmits } from '../../../src/engine/platform/tcp-retransmits.ts';

it.runIf(process.platform === 'linux')(
  'reads what the system knows of an open socket',
  async () => {
    const server = createServer((peer) => peer.on('error', () => undefined));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const fd = socketFd(socket);
    expect(fd).toBeGreaterThan(2);
    expect(tcpRetransmits(fd)).toBe(0);
    const info = new Uint8Array(104);
    expect(nativeSockets()?.getOption(fd, 6, 11, info)).toBe(true);
    // tcpi_state: established.
    expect(info[0]).toBe(1);
    expect(nativeSockets()?.send(fd, Buffer.alloc(10), 10)).toBe(10);
    socket.destroy();
    await once(socket, 'close');
    expect(socketFd(socket)).toBe(-1);
    server.close();
  },
);

it('is 0 where there is nothing to ask', () => {
  expect(tcpRetransmits(-1)).toBe(0);
  expect(tcpRetransmits(1_000_000)).toBe(0);
});
