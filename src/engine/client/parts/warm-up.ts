import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Milliseconds } from '../../platform/clock.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import type { PartListener, PartOrder } from './part.ts';
import { runPart, type StartTraffic } from './run-part.ts';

/** Below this many packets a second a thread has time enough for code that is new to it. */
const LEAST_PACKETS_PER_SECOND = 2000;
const DURATION_MS: Milliseconds = 100;
const CLIENTS = 50;
/** All that the thread can do is done. */
const INTERVAL_MS: Milliseconds = 2;
const HOST = '127.0.0.1';

/** An echo server for the time of the warm-up. */
interface Echo {
  readonly port: number;
  close(): void;
}

/**
 * Makes traffic of the same kind for a moment, with an echo server of its own within this thread: the
 * code that every packet runs through is compiled before the run begins, and not in its first
 * seconds, where that would make packets late. Does nothing where packets are few; what goes wrong with
 * it goes wrong with the run, and is told there.
 */
export async function warmUp({ plan }: PartOrder, startTraffic: StartTraffic): Promise<void> {
  const packetsPerSecond = (plan.clients * 1000) / plan.packetIntervalMs;
  if (packetsPerSecond < LEAST_PACKETS_PER_SECOND || plan.durationMs < 10 * DURATION_MS) return;
  const echo = await (plan.transport === 'tcp' ? tcpEcho() : udpEcho()).catch(() => undefined);
  if (echo === undefined) return;
  try {
    await untilOver(warmUpPlan(plan, echo.port), startTraffic);
  } finally {
    echo.close();
  }
}

function warmUpPlan({ transport, packetSizeBytes }: TrafficPlan, port: number): TrafficPlan {
  return {
    transport,
    endpoints: [{ host: HOST, port, family: 4 }],
    firstClient: 0,
    clients: CLIENTS,
    packetSizeBytes,
    packetIntervalMs: INTERVAL_MS,
    durationMs: DURATION_MS,
    connectTimeoutMs: DURATION_MS,
    replyTimeoutMs: DURATION_MS,
    reconnect: false,
    maxConnections: CLIENTS,
    seed: 1,
  };
}

function untilOver(plan: TrafficPlan, startTraffic: StartTraffic): Promise<void> {
  const beganMs = performance.now();
  return new Promise((resolve) => {
    const listener: PartListener = {
      onOpen: () => undefined,
      onEnd: () => undefined,
      onReport: () => undefined,
      onNotice: () => undefined,
      onOver: () => {
        resolve();
      },
      onDeath: () => undefined,
    };
    const order = { plan, sampleIntervalMs: DURATION_MS };
    runPart(order, listener, () => performance.now() - beganMs, startTraffic);
  });
}

async function tcpEcho(): Promise<Echo> {
  const sockets: Socket[] = [];
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', (data) => socket.write(data));
  });
  server.listen(0, HOST);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function udpEcho(): Promise<Echo> {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  socket.on('message', (packet, { address, port }) => {
    socket.send(packet, port, address);
  });
  socket.bind(0, HOST);
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    close: () => {
      socket.close();
    },
  };
}
