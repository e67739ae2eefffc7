import { spawn } from 'node:child_process';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished } from 'vitest';
import type { Endpoint } from '../../../../src/engine/addresses/endpoint.ts';
import type { TrafficPlan } from '../../../../src/engine/client/plan/traffic-plan.ts';
import type { Traffic } from '../../../../src/engine/client/traffic/listener.ts';
import { startTraffic } from '../../../../src/engine/client/traffic/start-traffic.ts';
import type { Clock } from '../../../../src/engine/platform/clock.ts';
import type { ConnectionState, StopReason, TrafficCounters } from '../../../../src/stats/index.ts';

/** A TCP server on loopback that does with each connection what the test says. */
export async function tcpServer(
  onConnection: (socket: Socket, index: number) => void,
  host = '127.0.0.1',
  port = 0,
): Promise<TestServer> {
  const sockets: Socket[] = [];
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
    onConnection(socket, sockets.length - 1);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const close = (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  };
  onTestFinished(close);
  return { server, sockets, close, endpoint: endpointOf(server.address() as AddressInfo) };
}

export interface TestServer {
  readonly server: Server;
  readonly sockets: readonly Socket[];
  readonly endpoint: Endpoint;
  close(): Promise<void>;
}

/** Echoes with a host name in the first bytes, as an echo server does. */
export function echo(socket: Socket): void {
  echoAs('replica', socket);
}

export function echoAs(host: string, socket: Socket): void {
  let first = true;
  socket.on('data', (data) => {
    if (first) data.write(`${host}\0`);
    first = false;
    socket.write(data);
  });
  socket.on('end', () => {
    socket.end();
  });
}

/**
 * A server whose queue of connections is soon full, as it takes none: the kernel answers no more.
 * It is a process of its own, as it stands still.
 */
export async function deafServer(): Promise<Endpoint> {
  const code = `require('net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, function () {
    require('fs').writeSync(1, this.address().port + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { host: '127.0.0.1', port: Number(line.toString()), family: 4 };
}

/** An echo server in a thread of its own that holds every echo back until it is let go. */
export async function gatedEchoServer(): Promise<{
  endpoint: Endpoint;
  /** Lets one more echo go, and returns when it has arrived, read or not. */
  letGo: () => void;
}> {
  const code = `const { parentPort, workerData: gate } = require('node:worker_threads');
  const server = require('node:net').createServer({ noDelay: true }, (socket) => {
    socket.on('data', (data) => {
      Atomics.wait(gate, 0, Atomics.load(gate, 1));
      socket.write(data);
      Atomics.add(gate, 1, 1);
      Atomics.notify(gate, 1);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;
  /** Echoes let go, echoes gone. */
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(code, { eval: true, workerData: gate });
  onTestFinished(async () => {
    await worker.terminate();
  });
  const [port] = (await once(worker, 'message')) as [number];
  const letGo = (): void => {
    const gone = Atomics.load(gate, 1);
    Atomics.add(gate, 0, 1);
    Atomics.notify(gate, 0);
    expect(Atomics.wait(gate, 1, gone, 10_000)).not.toBe('timed-out');
  };
  return { endpoint: { host: '127.0.0.1', port, family: 4 }, letGo };
}

/** A UDP server that answers a datagram as the test says. */
export async function udpServer(
  onDatagram: (datagram: Buffer, reply: (data?: Buffer) => void, index: number) => void,
  host = '127.0.0.1',
): Promise<{ socket: UdpSocket; endpoint: Endpoint; close: () => void }> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  let index = 0;
  let open = true;
  socket.on('message', (datagram, { port, address }) => {
    const reply = (data: Buffer = datagram): void => {
      if (open) socket.send(data, port, address);
    };
    onDatagram(datagram, reply, index++);
  });
  socket.bind(0, host);
  await once(socket, 'listening');
  const close = (): void => {
    if (open) socket.close();
    open = false;
  };
  onTestFinished(close);
  return { socket, endpoint: endpointOf(socket.address()), close };
}

function endpointOf({ address, port, family }: AddressInfo): Endpoint {
  return { host: address, port, family: family === 'IPv6' ? 6 : 4 };
}

/** A port on loopback that nobody listens on. */
export async function freeEndpoint(): Promise<Endpoint> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = endpointOf(server.address() as AddressInfo);
  server.close();
  await once(server, 'close');
  return endpoint;
}

export const PLAN: Omit<TrafficPlan, 'endpoints'> = {
  transport: 'tcp',
  firstClient: 0,
  clients: 4,
  packetSizeBytes: 1024,
  packetIntervalMs: 10,
  durationMs: 60_000,
  connectTimeoutMs: 20_000,
  replyTimeoutMs: 20_000,
  reconnect: true,
  maxConnections: 1000,
  seed: 1,
};

/** What traffic has told so far. */
export interface Told {
  readonly traffic: Traffic;
  readonly opened: readonly ConnectionState[];
  readonly ended: readonly ConnectionState[];
  readonly notices: readonly string[];
  readonly latenessMs: readonly number[];
  readonly roundTripMs: readonly number[];
  /** Settles when the traffic is over. */
  readonly over: Promise<StopReason>;
  /** Settles when that holds, or when the traffic is over. */
  until(condition: (counters: Readonly<TrafficCounters>, told: Told) => boolean): Promise<void>;
}

/** Starts traffic, and checks when it is over that what it told fits together. */
export function traffic(
  plan: Partial<TrafficPlan> & Pick<TrafficPlan, 'endpoints'>,
  clock?: Clock,
): Told {
  const opened: ConnectionState[] = [];
  const ended: ConnectionState[] = [];
  const notices: string[] = [];
  const latenessMs: number[] = [];
  const roundTripMs: number[] = [];
  let isOver = false;
  let settle: (reason: StopReason) => void = () => undefined;
  const over = new Promise<StopReason>((resolve) => {
    settle = resolve;
  });
  const whole = { ...PLAN, ...plan };
  const began = performance.now();
  const started = startTraffic(
    whole,
    {
      onSent: (late) => latenessMs.push(late),
      onEcho: (took) => roundTripMs.push(took),
      onOpen: (state) => opened.push(state),
      onEnd: (state) => ended.push(state),
      onNotice: (notice) => notices.push(notice),
      onOver: (reason) => {
        expect(isOver, 'over once').toBe(false);
        isOver = true;
        settle(reason);
      },
    },
    clock ?? ((): number => performance.now() - began),
  );
  const told: Told = {
    traffic: started,
    opened,
    ended,
    notices,
    latenessMs,
    roundTripMs,
    over: over.then((reason) => {
      checkThatItFits(told, whole);
      return reason;
    }),
    until: (condition) =>
      new Promise((resolve) => {
        const timer = setInterval(() => {
          if (!isOver && !condition(started.counters, told)) return;
          clearInterval(timer);
          resolve();
        }, 2);
      }),
  };
  onTestFinished(() => {
    if (!isOver) started.stop('interrupted');
  });
  return told;
}

/** Laws that hold whatever happened. */
function checkThatItFits(told: Told, plan: TrafficPlan): void {
  const { ended } = told;
  const { counters } = told.traffic;
  const sum = (count: (state: ConnectionState) => number): number =>
    ended.reduce((total, state) => total + count(state), 0);
  expect(counters.sent).toBe(sum(({ sent }) => sent));
  expect(counters.received).toBe(sum(({ received }) => received));
  expect(counters.dropped).toBe(sum(({ dropped }) => dropped));
  expect(counters.retransmits).toBe(sum(({ retransmits }) => retransmits));
  expect(counters.failedConnections).toBe(ended.filter(({ err }) => err !== '').length);
  expect(counters.sent).toBe(told.latenessMs.length);
  expect(counters.received).toBe(told.roundTripMs.length);
  expect(ended.length).toBeLessThanOrEqual(plan.maxConnections);
  for (const late of told.latenessMs) expect(late).toBeGreaterThanOrEqual(0);
  for (const state of ended) checkRecord(state, plan);
  for (let client = 0; client < plan.clients; client++) {
    const own = ended
      .filter((state) => state.client === plan.firstClient + client)
      .sort((a, b) => a.startedNs - b.startedNs);
    for (const [index, state] of own.slice(1).entries()) {
      expect(state.startedNs).toBeGreaterThanOrEqual(own[index]?.endedNs ?? NaN);
    }
  }
}

function checkRecord(state: ConnectionState, plan: TrafficPlan): void {
  const { sent, received, err, connectNs, startedNs, endedNs } = state;
  expect(sent - received === 0 || sent - received === 1, `${sent} sent, ${received} back`).toBe(
    true,
  );
  expect(startedNs).toBeLessThanOrEqual(endedNs);
  if (err === '') expect(endedNs).toBe(plan.durationMs * 1e6);
  if (connectNs === 0) {
    expect(state).toMatchObject({
      sent: 0,
      received: 0,
      dropped: 0,
      local: '',
      remote: '',
      host: '',
      err: '',
    });
    return;
  }
  expect(connectNs).toBeGreaterThanOrEqual(startedNs);
  expect(state.attempts).toBeGreaterThan(0);
  expect(state.local).toMatch(/^(\d+\.\d+\.\d+\.\d+|\[[0-9a-f:]+\]):\d+$/);
  if (received === 0) return;
  const { firstReceivedNs = NaN, lastReceivedNs = NaN } = state;
  expect(firstReceivedNs).toBeGreaterThanOrEqual(connectNs);
  expect(lastReceivedNs).toBeGreaterThanOrEqual(firstReceivedNs);
  if (err !== '') expect(lastReceivedNs).toBeLessThanOrEqual(endedNs);
}
