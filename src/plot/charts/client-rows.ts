import type { ClientChains } from '../../analyze/index.ts';
import type { Run } from '../../stats/index.ts';

/** What a client's row shows at an instant: no connection, one to a host not known, or to a replica. */
export const NO_CONNECTION = 0;
export const UNKNOWN = 1;
export const FIRST_REPLICA = 2;

/** A stretch of one row in one state. */
export interface Stretch {
  readonly row: number;
  readonly fromNs: number;
  readonly toNs: number;
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

export type ClientRun = Run<'connectNs' | 'endedNs' | 'host'>;

/** Up to so many clients keep their numbers' order and get a label each. */
export const MOST_LABELLED = 40;
/** Up to so many connections are drawn to the nanosecond. */
const MOST_EXACT = 2000;
/** Instants that decide which clients are alike. */
const SORT_INSTANTS = 96;

/**
 * The rows of the clients' picture. Few clients have a row each, in order; many are sorted so that
 * those with alike histories are neighbours; where there are more than `mostRows`, neighbours share
 * a row, which shows at each instant what most of them had.
 *
 * @param stateOfHost host code -> state
 * @param size rows and instants that the picture has room for
 */
export function clientRows(
  run: ClientRun,
  chains: Pick<ClientChains, 'clients' | 'clientOf'>,
  stateOfHost: Uint16Array,
  size: { readonly mostRows: number; readonly instants: number; readonly durationNs: number },
): ClientRows {
  const { clients } = chains;
  const labelled = clients <= MOST_LABELLED;
  const order = labelled
    ? Uint32Array.from({ length: clients }, (_, i) => i)
    : alikeTogether(run, chains, stateOfHost, size.durationNs);
  const rows = Math.min(clients, Math.max(1, Math.floor(size.mostRows)));
  const rowOf = new Uint32Array(clients);
  order.forEach((client, place) => {
    rowOf[client] = Math.floor((place * rows) / clients);
  });
  const exact = rows === clients && run.connections.length <= MOST_EXACT;
  const stretches = exact
    ? exactStretches(run, chains, stateOfHost, rowOf, size.durationNs)
    : commonStretches(run, chains, stateOfHost, rowOf, rows, size);
  return { rows, clients, sorted: !labelled, stretches };
}

/** When connection `i` was there, within the run; undefined = never. */
function spanOf(
  { connections }: ClientRun,
  i: number,
  durationNs: number,
): readonly [fromNs: number, toNs: number] | undefined {
  const from = connections.connectNs[i] ?? 0;
  const to = Math.min(connections.endedNs[i] ?? 0, durationNs);
  return from > 0 && to > from ? [from, to] : undefined;
}

function stateOf(run: ClientRun, i: number, stateOfHost: Uint16Array): number {
  return stateOfHost[run.connections.host.codes[i] ?? 0] ?? UNKNOWN;
}

/** Clients in the order of their states at some instants: alike histories become neighbours. */
function alikeTogether(
  run: ClientRun,
  { clients, clientOf }: Pick<ClientChains, 'clients' | 'clientOf'>,
  stateOfHost: Uint16Array,
  durationNs: number,
): Uint32Array {
  const states = new Uint16Array(clients * SORT_INSTANTS);
  const step = durationNs / SORT_INSTANTS;
  for (let i = 0; i < run.connections.length; i++) {
    const span = spanOf(run, i, durationNs);
    const client = clientOf[i] ?? -1;
    if (span === undefined || client < 0) continue;
    const first = Math.max(0, Math.ceil(span[0] / step - 0.5));
    const end = Math.min(SORT_INSTANTS, Math.ceil(span[1] / step - 0.5));
    states.fill(
      stateOf(run, i, stateOfHost),
      client * SORT_INSTANTS + first,
      client * SORT_INSTANTS + end,
    );
  }
  const keys = Array.from({ length: clients }, (_, client) =>
    String.fromCharCode(...states.subarray(client * SORT_INSTANTS, (client + 1) * SORT_INSTANTS)),
  );
  return Uint32Array.from(keys.keys()).sort((a, b) => {
    const [x = '', y = ''] = [keys[a], keys[b]];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
}

function exactStretches(
  run: ClientRun,
  { clientOf }: Pick<ClientChains, 'clientOf'>,
  stateOfHost: Uint16Array,
  rowOf: Uint32Array,
  durationNs: number,
): Stretch[] {
  const stretches: Stretch[] = [];
  for (let i = 0; i < run.connections.length; i++) {
    const span = spanOf(run, i, durationNs);
    const row = rowOf[clientOf[i] ?? -1];
    if (span === undefined || row === undefined) continue;
    stretches.push({ row, fromNs: span[0], toNs: span[1], state: stateOf(run, i, stateOfHost) });
  }
  return stretches.sort((a, b) => a.row - b.row);
}

/** What most clients of a row had, instant by instant. */
function commonStretches(
  run: ClientRun,
  { clientOf }: Pick<ClientChains, 'clientOf'>,
  stateOfHost: Uint16Array,
  rowOf: Uint32Array,
  rows: number,
  { instants, durationNs }: { readonly instants: number; readonly durationNs: number },
): Stretch[] {
  const columns = Math.max(1, Math.floor(instants));
  const step = durationNs / columns;
  const size = new Uint32Array(rows);
  for (const row of rowOf) size[row] = (size[row] ?? 0) + 1;
  const changes = Array.from({ length: rows }, () => new Map<number, Int32Array>());
  for (let i = 0; i < run.connections.length; i++) {
    const span = spanOf(run, i, durationNs);
    const changeOf = changes[rowOf[clientOf[i] ?? -1] ?? -1];
    if (span === undefined || changeOf === undefined) continue;
    const first = Math.max(0, Math.ceil(span[0] / step - 0.5));
    const end = Math.min(columns, Math.ceil(span[1] / step - 0.5));
    if (end <= first) continue;
    const state = stateOf(run, i, stateOfHost);
    const change = changeOf.get(state) ?? new Int32Array(columns + 1);
    changeOf.set(state, change);
    change[first] = (change[first] ?? 0) + 1;
    change[end] = (change[end] ?? 0) - 1;
  }
  return changes.flatMap((changeOf, row) => {
    const stretches: Stretch[] = [];
    const next = mostCommon(changeOf, size[row] ?? 0);
    let from = 0;
    let state = NO_CONNECTION;
    for (let column = 0; column <= columns; column++) {
      const now = column < columns ? next(column) : NO_CONNECTION;
      if (now === state) continue;
      if (state !== NO_CONNECTION) {
        stretches.push({ row, fromNs: from * step, toNs: column * step, state });
      }
      from = column;
      state = now;
    }
    return stretches;
  });
}

/** What most of `clients` have, asked for column by column; the least of the states that are as common. */
function mostCommon(
  changeOf: ReadonlyMap<number, Int32Array>,
  clients: number,
): (column: number) => number {
  const states = [...changeOf]
    .sort(([a], [b]) => a - b)
    .map(([state, change]) => ({ state, change, now: 0 }));
  return (column) => {
    let best = NO_CONNECTION;
    let most = 0;
    let connected = 0;
    for (const entry of states) {
      entry.now += entry.change[column] ?? 0;
      connected += entry.now;
      if (entry.now <= most) continue;
      best = entry.state;
      most = entry.now;
    }
    return clients - connected > most ? NO_CONNECTION : best;
  };
}
