import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import {
  AddressInUse,
  FROM_ECHO,
  isEchoPort,
  type DatagramEcho,
  type DatagramEchoHooks,
} from './datagram-echo.ts';
import { flowHash } from './flow-hash.ts';

/**
 * UDP echo with Node's own socket: the system chooses where answers come from.
 *
 * @throws AddressInUse, and Error where the system refuses
 */
export async function openNodeDatagrams(
  family: 4 | 6,
  address: { readonly host: string; readonly port: number },
  { fieldFor, onUnanswered }: DatagramEchoHooks,
): Promise<DatagramEcho> {
  const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4' });
  socket.on('message', (packet, { address: host, port }) => {
    if (isEchoPort(port, address.port)) {
      onUnanswered(FROM_ECHO, 1);
      return;
    }
    const source = Buffer.from(`${host} ${port}`);
    const field = fieldFor(flowHash(source, 0, source.length));
    if (field === undefined) {
      onUnanswered('no replica is up', 1);
      return;
    }
    packet.set(field.subarray(0, packet.length));
    socket.send(packet, port, host, (error) => {
      if (error !== null) onUnanswered(error.message, 1);
    });
  });
  try {
    socket.bind({ address: address.host, port: address.port, exclusive: true });
    await once(socket, 'listening');
  } catch (error) {
    socket.close();
    const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw inUse ? new AddressInUse(error.message) : error;
  }
  socket.on('error', (error) => {
    onUnanswered(error.message, 1);
  });
  return { close: () => socket.close() };
}
