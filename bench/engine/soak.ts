// Whether memory is flat, and nothing is lost, while the built programs run for a quarter of an hour:
// npm run build && node scripts/run-ts.js bench/engine/soak.ts [MINUTES [PACKETS_PER_S]]
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mean } from 'd3-array';
import { parseStats } from '../../src/stats/index.ts';

const PROGRAM = 'dist/bin/ctraffic.cjs';
const CONNECTIONS = 400;
const PACKET_BYTES = 1024;
const LOOK_EVERY_MS = 5000;
/** Memory is flat where the last third of the run has at most so much more than the third before. */
const FLAT_RATIO = 1.05;

const minutes = Number(process.argv[2] ?? 15);
const packetsPerSecond = Number(process.argv[3] ?? 10_000);

const server = spawn(process.execPath, [PROGRAM, '-server', '-address', '127.0.0.1:0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const [heard] = (await once(server.stderr, 'data')) as [Buffer];
const [, address = ''] = /on (\S+:\d+)/.exec(heard.toString()) ?? [];
const client = spawn(process.execPath, [
  ...[PROGRAM, '-address', address, '-nconn', String(CONNECTIONS), '-stats=all'],
  ...['-rate', String((packetsPerSecond * PACKET_BYTES) / 1024), '-psize', String(PACKET_BYTES)],
  ...['-timeout', `${minutes * 60}s`],
]);

const megabytes = { client: [] as number[], server: [] as number[] };
const looks = setInterval(() => {
  megabytes.client.push(residentMegabytes(client));
  megabytes.server.push(residentMegabytes(server));
}, LOOK_EVERY_MS);
client.once('exit', () => {
  clearInterval(looks);
});
const { header } = await parseStats(client.stdout);
server.kill();

const { sent, received, dropped, failedConnections } = header;
const isWhole = sent === received && failedConnections === 0;
console.log(
  `${sent} packets sent, ${sent - received} without an echo, ${dropped} dropped, ${failedConnections} connections lost  ${isWhole ? 'ok' : 'NOT OK'}`,
);
for (const [name, values] of Object.entries(megabytes)) {
  const third = Math.floor(values.length / 3);
  const [before = NaN, last = NaN] = [
    mean(values.slice(third, 2 * third)),
    mean(values.slice(2 * third)),
  ];
  const verdict = last <= FLAT_RATIO * before ? 'ok' : 'NOT OK';
  console.log(
    `memory of the ${name}, last third over the one before: ${(last / before).toFixed(3)} x (${before.toFixed(1)} to ${last.toFixed(1)} MB)  <= ${FLAT_RATIO} x  ${verdict}`,
  );
}

function residentMegabytes({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const [, kilobytes = 'NaN'] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
  return (Number(kilobytes) * 1024) / 1e6;
}
