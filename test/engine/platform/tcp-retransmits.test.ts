import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { constants } from 'node:os';
import { expect, it } from 'vitest';
import { directSend } from '../../../src/engine/platform/direct-send.ts';
import { handleOf } from '../../../src/engine/platform/tcp-handle.ts';
import { tcpRetransmits } from '../../../src/engine/platform/tcp-retransmits.ts';

const { EBADF } = constants.errno;

it.runIf(process.platform === 'linux')(
  'reads what the system knows of an open socket',
  async () => {
    const server = createServer((peer) => peer.on('error', () => undefined));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    const fd = handleOf(socket)?.fd ?? -1;
    expect(fd).toBeGreaterThan(2);
    expect(tcpRetransmits(fd)).toBe(0);
    const send = directSend();
    expect(send?.(fd, Buffer.alloc(10), 10)).toBe(10);
    socket.destroy();
    await once(socket, 'close');
    expect(handleOf(socket)).toBeUndefined();
    expect(send?.(1_000_000, Buffer.alloc(10), 10)).toBe(-EBADF);
    server.close();
  },
);

it('is 0 where there is nothing to ask', () => {
  expect(tcpRetransmits(-1)).toBe(0);
  expect(tcpRetransmits(1_000_000)).toBe(0);
});
