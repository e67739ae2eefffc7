// Holds 15,000 connections against our server for a minute; none may be lost:
// npm run build && node scripts/run-ts.js bench/engine/hold.ts [CONNECTIONS [SECONDS]]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseStats } from '../../src/stats/index.ts';

const PROGRAM = 'dist/bin/ctraffic.cjs';
/** A packet on each connection every five seconds. */
const PACKETS_PER_CONNECTION_S = 0.2;
/** Connecting takes its time too. */
const CONNECTING_S = 10;

const connections = Number(process.argv[2] ?? 15_000);
const seconds = Number(process.argv[3] ?? 60);

const server = spawn(process.execPath, [PROGRAM, '-server', '-address', '127.0.0.1:0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const [heard] = (await once(server.stderr, 'data')) as [Buffer];
const [, address = ''] = /on (\S+:\d+)/.exec(heard.toString()) ?? [];

const client = spawn(process.execPath, [
  ...[PROGRAM, '-address', address, '-nconn', String(connections)],
  ...['-rate', String(connections * PACKETS_PER_CONNECTION_S)],
  ...['-timeout', `${seconds + CONNECTING_S}s`],
]);
const { header } = await parseStats(client.stdout);
server.kill();
const { failedConnections, failedConnects, sent, received } = header;
console.log(`${sent} packets sent, ${received} received, ${failedConnects} failed connects`);
console.log(
  `${connections} connections held for ${seconds} s: ${failedConnections} lost  ${failedConnections === 0 ? 'ok' : 'NOT OK'}`,
);
