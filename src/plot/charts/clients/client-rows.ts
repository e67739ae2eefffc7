import { NO_CONNECTION, UNKNOWN, type ClientStates } from './clients-model.ts';
import type { Nanoseconds } from '../../../stats/index.ts';

/** A stretch of one row in one state. */
export interface Stretch {
  readonly row: number;
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
  readonly state: number;
}

export interface ClientRows {
  /** Rows that were made; fewer than clients where several share one. */
  readonly rows: number;
  readonly clients: number;
  /** Rows stand in the order of their clients' numbers, or alike ones together. */
  readonly sorted: boolean;
  readonly stretches: readonly Stretch[];
}

/** Rows and instants that a picture has room for. */
export interface RowsSize {
  readonly mostRows: number;
  readonly instants: number;
}

/** Up to so many clients keep their numbers' order and get a label each. */
const MOST_LABELLED = 40;
/** Up to so many connections are drawn to the nanosecond. */
const MOST_EXACT = 2000;
/** Instants that decide which clients are alike. */
const SORT_INSTANTS = 96;

/**
 * The rows of the clients' picture. Few clients have a row each, in order; many are sorted so that
 * those with alike histories are neighbours; where there are more than `mostRows`, neighbours share
 * a row, which shows at each instant what most of them had.
 */
export function clientRows(states: ClientStates, { mostRows, instants }: RowsSize): ClientRows {
  const { clients } = states.chains;
  const sorted = clients > MOST_LABELLED;
  const rows = Math.min(clients, Math.max(1, Math.floor(mostRows)));
  const rowOf = new Uint32Array(clients);
  const order = sorted ? alikeTogether(states) : rowOf.keys();
  let place = 0;
  for (const client of order) rowOf[client] = Math.floor((place++ * rows) / clients);
  const exact = rows === clients && states.run.connections.length <= MOST_EXACT;
  const stretches = exact
    ? exactStretches(states, rowOf)
    : commonStretches(states, rowOf, rows, Math.max(1, Math.floor(instants)));
  return { rows, clients, sorted, stretches };
}

/** Visits each connection of a client while it was there, within the run. */
function eachSpan(
  { run: { connections }, chains: { clientOf }, stateOfHost, durationNs }: ClientStates,
  visit: (client: number, state: number, fromNs: Nanoseconds, toNs: Nanoseconds) => void,
): void {
  const { connectNs, endedNs, host, length } = connections;
  for (let i = 0; i < length; i++) {
    const client = clientOf[i] as number;
    const from = connectNs[i] as number;
    const to = Math.min(endedNs[i] as number, durationNs);
    if (client < 0 || from <= 0 || to <= from) continue;
    visit(client, stateOfHost[host.codes[i] as number] ?? UNKNOWN, from, to);
  }
}

/** The first instant at or after `ns`, of those in the middle of each step. */
const instantFrom = (ns: Nanoseconds, stepNs: Nanoseconds): number => Math.ceil(ns / stepNs - 0.5);

/** Clients in the order of their states at some instants: alike histories become neighbours. */
function alikeTogether(states: ClientStates): Uint32Array {
  const { clients } = states.chains;
  const atInstants = new Uint16Array(clients * SORT_INSTANTS);
  const stepNs = states.durationNs / SORT_INSTANTS;
  eachSpan(states, (client, state, fromNs, toNs) => {
    const first = Math.max(0, instantFrom(fromNs, stepNs));
    const end = Math.min(SORT_INSTANTS, instantFrom(toNs, stepNs));
    const row = client * SORT_INSTANTS;
    atInstants.fill(state, row + first, row + end);
  });
  const keys = Array.from({ length: clients }, (_, client) =>
    String.fromCharCode(
      ...atInstants.subarray(client * SORT_INSTANTS, (client + 1) * SORT_INSTANTS),
    ),
  );
  return Uint32Array.from(keys.keys()).sort((a, b) => {
    const [x = '', y = ''] = [keys[a], keys[b]];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}

function exactStretches(states: ClientStates, rowOf: Uint32Array): Stretch[] {
  const stretches: Stretch[] = [];
  eachSpan(states, (client, state, fromNs, toNs) => {
    stretches.push({ row: rowOf[client] as number, fromNs, toNs, state });
  });
  return stretches.sort((a, b) => a.row - b.row);
}

/** Of each state, by how many clients of a row more or fewer have it, instant by instant. */
type Changes = ReadonlyMap<number, Int32Array>;

/** What most clients of a row had, instant by instant. */
function commonStretches(
  states: ClientStates,
  rowOf: Uint32Array,
  rows: number,
  instants: number,
): Stretch[] {
  const stepNs = states.durationNs / instants;
  const clients = new Uint32Array(rows);
  for (const row of rowOf) clients[row] = (clients[row] as number) + 1;
  return changesOf(states, rowOf, rows, instants).flatMap((changes, row) => {
    const stretches: Stretch[] = [];
    const next = mostCommon(changes, clients[row] as number);
    let from = 0;
    let state = NO_CONNECTION;
    for (let instant = 0; instant <= instants; instant++) {
      const now = instant < instants ? next(instant) : NO_CONNECTION;
      if (now === state) continue;
      if (state !== NO_CONNECTION) {
        stretches.push({ row, fromNs: from * stepNs, toNs: instant * stepNs, state });
      }
      from = instant;
      state = now;
    }
    return stretches;
  });
}

function changesOf(
  states: ClientStates,
  rowOf: Uint32Array,
  rows: number,
  instants: number,
): Changes[] {
  const stepNs = states.durationNs / instants;
  const changes = Array.from({ length: rows }, () => new Map<number, Int32Array>());
  eachSpan(states, (client, state, fromNs, toNs) => {
    const first = Math.max(0, instantFrom(fromNs, stepNs));
    const end = Math.min(instants, instantFrom(toNs, stepNs));
    const ofRow = changes[rowOf[client] as number];
    if (ofRow === undefined || end <= first) return;
    let change = ofRow.get(state);
    if (change === undefined) ofRow.set(state, (change = new Int32Array(instants + 1)));
    change[first] = (change[first] as number) + 1;
    change[end] = (change[end] as number) - 1;
  });
  return changes;
}

/** What most of `clients` have, asked for instant by instant; the least of the states that are as common. */
function mostCommon(changes: Changes, clients: number): (instant: number) => number {
  const states = [...changes]
    .sort(([a], [b]) => a - b)
    .map(([state, change]) => ({ state, change, now: 0 }));
  return (instant) => {
    let best = NO_CONNECTION;
    let most = 0;
    let connected = 0;
    for (const entry of states) {
      entry.now += entry.change[instant] as number;
      connected += entry.now;
      if (entry.now <= most) continue;
      best = entry.state;
      most = entry.now;
    }
    return clients - connected > most ? NO_CONNECTION : best;
  };
}
