// A server under measurement: node scripts/run-ts.js bench/engine/server-child.ts bare|engine
import { createServer } from 'node:net';
import { startServer } from '../../src/engine/index.ts';

process.on('message', () => process.send?.(process.cpuUsage()));
process.on('disconnect', () => process.exit());

if (process.argv[2] === 'bare') {
  const server = createServer((socket) => {
    socket.on('data', (data) => socket.write(data));
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
} else {
  const { address } = await startServer({ address: '127.0.0.1:0' });
  process.send?.(address);
}
