import type { Run } from '../stats/pure.ts';
import { indicesWhere, orderBy } from './order.ts';
import { requireConnections } from './require.ts';

/** Columns that `clientChains` reads. */
export const CLIENT_CHAINS_COLUMNS = [
  'startedNs',
  'connectNs',
  'endedNs',
  'lost',
  'client',
] as const;
export type ClientChainsRun = Run<(typeof CLIENT_CHAINS_COLUMNS)[number]>;

/** In `clientOf`, `successor` and `predecessor`: there is none. */
export const NONE = -1;

/** Which connection replaced which: each client's connections, one after another. */
export interface ClientChains {
  /** Number of clients (slots) found. */
  readonly clients: number;
  /** Connection -> client; `NONE` for entries of the file that never began. */
  readonly clientOf: Int32Array;
  /** Connection -> the one that replaced it. */
  readonly successor: Int32Array;
  /** Connection -> the one that it replaced. */
  readonly predecessor: Int32Array;
  /** Lost connections for which no successor was found. */
  readonly unpaired: number;
  /** Whether the file names the clients, or they were inferred from the times. */
  readonly recorded: boolean;
}

/**
 * Follows each client from connection to connection.
 *
 * Files that do not name the clients: a successor begins within microseconds of the end of its
 * predecessor, so each lost connection is paired with the nearest later beginning that is not
 * taken, in order of time.
 *
 * @throws {StatsError} where the run was recorded without connections
 */
export function clientChains(run: ClientChainsRun): ClientChains {
  requireConnections(run);
  const { startedNs, connectNs, endedNs, lost: isLost, client, length } = run.connections;
  const begun = (i: number): boolean =>
    startedNs[i] !== 0 || connectNs[i] !== 0 || endedNs[i] !== 0 || (client[i] as number) >= 0;
  const inOrder = orderBy(startedNs, indicesWhere(length, begun));
  const successor = new Int32Array(length).fill(NONE);
  const recorded = inOrder.every((i) => (client[i] as number) >= 0);
  if (recorded) followRecorded(client, inOrder, successor);
  else {
    const lost = indicesWhere(length, (i) => isLost[i] === 1);
    pairByTime(startedNs, endedNs, orderBy(endedNs, lost), inOrder, successor);
  }
  const predecessor = new Int32Array(length).fill(NONE);
  let unpaired = 0;
  for (let i = 0; i < length; i++) {
    const next = successor[i] as number;
    if (next !== NONE) predecessor[next] = i;
    else if (isLost[i] === 1) unpaired++;
  }
  const clientOf = new Int32Array(length).fill(NONE);
  let clients = 0;
  for (const i of inOrder) {
    const before = predecessor[i] as number;
    if (recorded) clientOf[i] = client[i] as number;
    else clientOf[i] = before === NONE ? clients : (clientOf[before] as number);
    if (before === NONE) clients++;
  }
  return { clients, clientOf, successor, predecessor, unpaired, recorded };
}

function followRecorded(client: Int32Array, inOrder: Uint32Array, successor: Int32Array): void {
  const latest = new Map<number, number>();
  for (const i of inOrder) {
    const slot = client[i] as number;
    const before = latest.get(slot);
    if (before !== undefined) successor[before] = i;
    latest.set(slot, i);
  }
}

function pairByTime(
  startedNs: Float64Array,
  endedNs: Float64Array,
  lostInOrder: Uint32Array,
  laterInOrder: Uint32Array,
  successor: Int32Array,
): void {
  let next = 0;
  for (const lost of lostInOrder) {
    const ended = endedNs[lost] as number;
    while (
      next < laterInOrder.length &&
      (startedNs[laterInOrder[next] as number] as number) < ended
    )
      next++;
    if (next === laterInOrder.length) return;
    successor[lost] = laterInOrder[next++] as number;
  }
}
