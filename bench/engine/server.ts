// CPU of the server per packet, against a bare echo server under the same load:
// node scripts/run-ts.js bench/engine/server.ts [ROUNDS]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const CONNECTIONS = 400;
const PACKETS_PER_SECOND = 20_000;
const PACKET_BYTES = 1024;
const WARM_UP_MS = 1500;
const MEASURED_MS = 4000;
const TARGET = 1.05;
const PACKET = Buffer.alloc(PACKET_BYTES, 1);
const READ_BUFFER = Buffer.alloc(65_536);

const rounds = Number(process.argv[2] ?? 7);
const ratios: number[] = [];
for (let round = 0; round < rounds; round++) {
  // They take turns in beginning, so that a busy machine is busy for both.
  const order = round % 2 === 0 ? ['bare', 'engine'] : ['engine', 'bare'];
  const cost = new Map<string, number>();
  for (const kind of order) cost.set(kind, await microsecondsPerPacket(kind));
  const [bare = NaN, engine = NaN] = [cost.get('bare'), cost.get('engine')];
  ratios.push(engine / bare);
  console.log(
    `bare ${bare.toFixed(1)} us, engine ${engine.toFixed(1)} us: ${(engine / bare).toFixed(3)}x`,
  );
}
const median = [...ratios].sort((a, b) => a - b)[ratios.length >> 1] ?? NaN;
const verdict = median <= TARGET ? 'ok' : 'NOT OK';
console.log(
  `server CPU per packet against a bare echo, median  ${median.toFixed(3)} x  <= ${TARGET} x  ${verdict}`,
);

/** User and system time of the server, for each packet that came back. */
async function microsecondsPerPacket(kind: string): Promise<number> {
  const child = fork('scripts/run-ts.js', ['bench/engine/server-child.ts', kind]);
  const exited = once(child, 'exit');
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const cpu = async (): Promise<number> => {
    child.send('cpu');
    const [{ user, system }] = (await once(child, 'message')) as [NodeJS.CpuUsage];
    return user + system;
  };
  const counter = { bytes: 0 };
  const sockets = await Promise.all(
    Array.from({ length: CONNECTIONS }, () => connectClient(port, counter)),
  );
  await load(sockets, WARM_UP_MS);
  const [cpuBefore, bytesBefore] = [await cpu(), counter.bytes];
  await load(sockets, MEASURED_MS);
  const [cpuAfter, bytesAfter] = [await cpu(), counter.bytes];
  for (const socket of sockets) socket.destroy();
  child.disconnect();
  await exited;
  return (cpuAfter - cpuBefore) / ((bytesAfter - bytesBefore) / PACKET_BYTES);
}

async function connectClient(port: number, counter: { bytes: number }): Promise<Socket> {
  const onread = {
    buffer: READ_BUFFER,
    callback: (length: number): boolean => {
      counter.bytes += length;
      return true;
    },
  };
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, onread });
  await once(socket, 'connect');
  return socket;
}

/** Packets over all connections in turn, as many as are due each time. */
async function load(sockets: readonly Socket[], lengthMs: number): Promise<void> {
  const begin = performance.now();
  let sent = 0;
  for (;;) {
    const elapsedMs = performance.now() - begin;
    if (elapsedMs > lengthMs) break;
    const due = Math.floor((elapsedMs / 1000) * PACKETS_PER_SECOND);
    // One packet on each at the most: the load is paced, not caught up with.
    const burst = Math.min(due - sent, sockets.length);
    for (let n = 0; n < burst; n++) sockets[(sent + n) % sockets.length]?.write(PACKET);
    sent = due;
    await delay(1);
  }
  await delay(200);
}
