import { createServer, type AddressInfo } from 'node:net';

/** The plainest echo server that there is; prints its port. */
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (data) => socket.write(data));
  socket.on('error', () => socket.destroy());
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  console.log((server.address() as AddressInfo).port);
});
// It ends with the bench.
process.stdin.on('end', () => process.exit()).resume();
