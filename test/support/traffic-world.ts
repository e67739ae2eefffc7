import { EventEmitter } from 'node:events';
import type { Engine, TrafficWorld } from '../../src/cli/ctraffic/world.ts';
import type {
  ClientHooks,
  ClientOptions,
  Server,
  ServerHooks,
  ServerOptions,
} from '../../src/engine/index.ts';
import { readStats, type Run, type RunHeader, type RunStatus } from '../../src/stats/index.ts';
import { recordedPath, type RecordedName } from './recorded.ts';

/** A world without an engine: the test says what it does, and sends the signals. */
export interface FakeWorld extends TrafficWorld {
  readonly signals: EventEmitter;
  /** What the engine was asked for. */
  readonly clients: ClientOptions[];
  readonly servers: ServerOptions[];
  /** Exit codes of those who left at once. */
  readonly left: number[];
}

export interface FakeEngine {
  readonly client?: (hooks: ClientHooks, options: ClientOptions) => Promise<Run>;
  readonly server?: (hooks: ServerHooks, options: ServerOptions) => Promise<Server>;
}

export function fakeWorld({ client, server }: FakeEngine = {}): FakeWorld {
  const clients: ClientOptions[] = [];
  const servers: ServerOptions[] = [];
  const left: number[] = [];
  const engine = {
    runClient: (options: ClientOptions, hooks: ClientHooks) => {
      clients.push(options);
      return (client ?? (() => recordedRun('upgrade')))(hooks, options);
    },
    startServer: (options: ServerOptions, hooks: ServerHooks) => {
      servers.push(options);
      return (server ?? ((given) => Promise.resolve(fakeServer(given))))(hooks, options);
    },
  };
  return {
    loadEngine: () => Promise.resolve(engine as Engine),
    signals: new EventEmitter(),
    leave: (exitCode) => left.push(exitCode),
    clients,
    servers,
    left,
  };
}

/** A recorded run, as if it had ended otherwise. */
export async function recordedRun(
  name: RecordedName,
  changes: Partial<RunHeader> = {},
): Promise<Run> {
  const run = await readStats(recordedPath(`${name}.json`));
  return { ...run, header: { ...run.header, ...changes } };
}

/** A server that ends by its signal; where there is none, it has ended already. */
export function fakeServer({ signal }: ServerHooks, changes: Partial<Server> = {}): Server {
  return {
    address: { host: '::', port: 5003, family: 6 },
    hosts: ['node-1'],
    restart: () => Promise.resolve(),
    close: () => Promise.resolve(),
    closed: aborted(signal),
    ...changes,
  };
}

/** Settles when the signal aborts. */
export function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal === undefined || signal.aborted) resolve();
    else
      signal.addEventListener('abort', () => {
        resolve();
      });
  });
}

export function runStatus(changes: Partial<RunStatus> = {}): RunStatus {
  return {
    timeNs: 1e9,
    remainingNs: 59e9,
    receivedKBps: 400,
    rttP99Ns: 1.24e6,
    roundTrips: { boundsNs: [0.5e6, 1.25e6], counts: [2000, 390] },
    testerLate: false,
    sent: 2391,
    received: 2390,
    dropped: 0,
    retransmits: 0,
    failedConnections: 1,
    failedConnects: 0,
    active: 400,
    connecting: 0,
    duplicates: 0,
    reordered: 0,
    late: 0,
    ...changes,
  };
}
