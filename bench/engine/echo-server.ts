import { startServer } from '../../src/engine/server/start-server.ts';

/** Our server; prints its port. */
const { address } = await startServer({ address: '127.0.0.1:0' });
console.log(address.port);
// It ends with the bench.
process.stdin.on('end', () => process.exit()).resume();
