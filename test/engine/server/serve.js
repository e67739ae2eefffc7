// The built server in a process of its own: node serve.js OPTIONS. It tells its parent where it
// listens and what it notices, does what it is told (restart, hosts, close, count), and closes when its
// parent goes.
import { readdirSync } from 'node:fs';
import { startServer } from '../../../dist/engine/index.js';

const tell = (message) => process.connected && process.send(message);

try {
  const server = await startServer(JSON.parse(process.argv[2] ?? '{}'), {
    onNotice: (notice) => tell({ notice }),
  });
  process.on('disconnect', () => void server.close());
  process.on('message', (order) => void obey(server, order));
  tell({ address: server.address, hosts: server.hosts });
} catch (error) {
  tell({ failure: `${error.code}: ${error.message}` });
}

async function obey(server, order) {
  if (order === 'restart') await server.restart();
  if (order === 'close') await server.close();
  const descriptors = readdirSync('/proc/self/fd').length;
  tell({ did: order, hosts: server.hosts, rssBytes: process.memoryUsage.rss(), descriptors });
  if (order === 'close') process.disconnect();
}
