import type { ConnectionRow, Run } from '../../../src/stats/index.ts';
import { runOf } from '../runs.ts';
import { createRandom } from '../simulate/random.ts';
import { createBalancer, type BalancerKind, type Flow, type TargetList } from './balancer.ts';

/** Targets from an instant on. */
export interface TimedTargets {
  readonly timeS: number;
  readonly targets: TargetList;
  /** Hosts that do not answer from then on; connects to them fail. Default: none. */
  readonly dead?: readonly string[];
}

export interface EcmpScenario {
  readonly seed: number;
  readonly kind: BalancerKind;
  readonly clients: number;
  /** The first is at 0 s. */
  readonly steps: readonly TimedTargets[];
  /** Packet interval of a connection. */
  readonly intervalS?: number;
  readonly endS?: number;
  readonly surplus?: number;
  /** Share of losses that only the reply timeout tells. */
  readonly timeoutShare?: number;
  /** Whether the text of such a loss says so. */
  readonly isTimeoutTold?: boolean;
  /** Losses of single connections at any time, of all clients together. */
  readonly strays?: number;
  /** Share of lost connections whose host is not known. */
  readonly unheardShare?: number;
}

const NS = 1e9;
const REPLY_TIMEOUT_S = 1;
const LAST_CONNECT_S = 2;
const RETRY_S = 0.1;
const ROUND_TRIP_S = 5e-4;

interface Connection {
  readonly flow: Flow;
  readonly host: string;
  readonly startedS: number;
  readonly firstPacketS: number;
  /** The next packet that is looked at: one after a change. */
  checkS: number;
}

type Event =
  | { readonly timeS: number; readonly step: TimedTargets }
  | { readonly timeS: number; readonly client: number; readonly what: 'connect' | 'stray' }
  | {
      readonly timeS: number;
      readonly client: number;
      readonly what: 'packet' | 'lost';
      readonly connection: Connection;
      readonly err: string;
    };

/** A run whose balancer's policy is known. */
export function ecmpRun(scenario: EcmpScenario): Promise<Run> {
  const { seed, kind, clients, steps, intervalS = 0.5, endS = 20, surplus } = scenario;
  const { timeoutShare = 0, isTimeoutTold = true, strays = 0, unheardShare = 0 } = scenario;
  const random = createRandom(seed);
  const balancer = createBalancer(kind, steps[0]?.targets ?? [], random, {
    ...(surplus !== undefined && { surplus }),
  });
  const rows: Partial<ConnectionRow>[] = [];
  const live: (Connection | undefined)[] = Array.from({ length: clients }, () => undefined);
  const events = new EventQueue();
  let dead = steps[0]?.dead ?? [];
  for (const step of steps.slice(1)) events.add({ timeS: step.timeS, step });
  for (let client = 0; client < clients; client++) {
    events.add({ timeS: 1e-3 + client * 1e-5, client, what: 'connect' });
  }
  for (let i = 0; i < strays; i++) {
    const timeS = random.between(1, endS - LAST_CONNECT_S - 1);
    events.add({ timeS, client: random.integer(clients), what: 'stray' });
  }
  const close = (connection: Connection, endedS: number, err: string): void => {
    rows.push({
      startedNs: Math.round(connection.startedS * NS),
      connectNs: Math.round((connection.startedS + 1e-4) * NS),
      endedNs: Math.round(endedS * NS),
      err,
      host: err !== '' && random.chance(unheardShare) ? '' : connection.host,
    });
  };
  const lose = (client: number, connection: Connection, timeS: number, err: string): void => {
    close(connection, timeS, err);
    live[client] = undefined;
    if (timeS < endS - LAST_CONNECT_S) events.add({ timeS: timeS + 2e-6, client, what: 'connect' });
  };
  const connect = (client: number, timeS: number): void => {
    const flow = balancer.connect();
    if (dead.includes(flow.target)) {
      events.add({ timeS: timeS + RETRY_S, client, what: 'connect' });
      return;
    }
    const firstPacketS = timeS + (timeS < 1 ? random.between(0, intervalS) : 1e-3);
    live[client] = { flow, host: flow.target, startedS: timeS, firstPacketS, checkS: 0 };
  };
  const change = ({ targets, dead: none = [] }: TimedTargets, timeS: number): void => {
    dead = none;
    const flows = live.flatMap((connection) => (connection === undefined ? [] : [connection.flow]));
    balancer.change(targets, flows);
    for (const [client, connection] of live.entries()) {
      if (connection === undefined) continue;
      const { firstPacketS } = connection;
      const packets = Math.max(0, Math.ceil((timeS - firstPacketS) / intervalS));
      connection.checkS = firstPacketS + packets * intervalS;
      events.add({ timeS: connection.checkS, client, what: 'packet', connection, err: '' });
    }
  };
  for (
    let event = events.next();
    event !== undefined && event.timeS < endS;
    event = events.next()
  ) {
    const { timeS } = event;
    if ('step' in event) {
      change(event.step, timeS);
      continue;
    }
    const { client } = event;
    const connection = live[client];
    if (event.what === 'connect') connect(client, timeS);
    else if (connection === undefined) continue;
    else if (event.what === 'stray') lose(client, connection, timeS, 'EOF');
    else if (!('connection' in event) || event.connection !== connection) continue;
    else if (event.what === 'lost') lose(client, connection, timeS, event.err);
    else if (connection.flow.target !== connection.host || dead.includes(connection.host)) {
      const isLate = random.chance(timeoutShare) || dead.includes(connection.host);
      const err = isLate && isTimeoutTold ? 'read: i/o timeout' : 'connection reset by peer';
      const lostS = timeS + (isLate ? REPLY_TIMEOUT_S : ROUND_TRIP_S);
      events.add({ timeS: lostS, client, what: 'lost', connection, err });
    }
  }
  for (const connection of live) if (connection !== undefined) close(connection, endS, '');
  rows.sort((a, b) => (a.startedNs ?? 0) - (b.startedNs ?? 0));
  return runOf({
    header: {
      connections: clients,
      durationNs: endS * NS,
      rateKBps: clients / intervalS,
      packetSizeBytes: 1024,
    },
    connections: rows,
  });
}

/** Events in order of time: a heap. */
class EventQueue {
  readonly #heap: Event[] = [];

  add(event: Event): void {
    const heap = this.#heap;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (timeOf(heap[parent]) <= event.timeS) break;
      heap[at] = heap[parent] as Event;
      heap[(at = parent)] = event;
    }
  }

  next(): Event | undefined {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (timeOf(heap[child + 1]) < timeOf(heap[child])) child++;
      if (timeOf(heap[child]) >= last.timeS) break;
      heap[at] = heap[child] as Event;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function timeOf(event: Event | undefined): number {
  return event?.timeS ?? Infinity;
}
