import type { Run } from '../../stats/pure.ts';
import { requireConnections } from '../study/require.ts';
import { foundOnce, studyOf, type RunOrStudy, type Study } from '../study/study.ts';
import { indicesWhere, orderBy } from '../support/order.ts';

/** Columns that `clientChains` reads. */
export const CLIENT_CHAINS_COLUMNS = [
  'startedNs',
  'connectNs',
  'endedNs',
  'lost',
  'client',
] as const;
export type ClientChainsColumn = (typeof CLIENT_CHAINS_COLUMNS)[number];
export type ClientChainsRun = Run<ClientChainsColumn>;

/** In `clientOf`, `successor` and `predecessor`: there is none. */
export const NONE = -1;

/** Which connection replaced which: each client's connections, one after another. */
export interface ClientChains {
  /** Number of clients (slots) found. */
  readonly clients: number;
  /** Connection -> client, from 0 without gaps; `NONE` for entries of the file that never began. */
  readonly clientOf: Int32Array;
  /** Client -> its number (slot): the file's own, or that of its first connection in order of time. */
  readonly slots: Int32Array;
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
export function clientChains(of: RunOrStudy<ClientChainsColumn>): ClientChains {
  return chainsOf(studyOf(of));
}

/** The same, found once for a study. */
export const chainsOf: (study: Study<ClientChainsColumn>) => ClientChains = foundOnce((study) => {
  const { run } = study;
  requireConnections(run);
  const { startedNs, endedNs, lost: isLost, client, length } = run.connections;
  const inOrder = startOrderOf(study);
  const successor = new Int32Array(length).fill(NONE);
  const recorded = inOrder.every((i) => (client[i] as number) >= 0);
  const known = recorded ? followRecorded(client, inOrder, successor) : undefined;
  if (!known) pairByTime(startedNs, endedNs, lossOrderOf(study), inOrder, successor);
  const predecessor = new Int32Array(length).fill(NONE);
  let unpaired = 0;
  for (let i = 0; i < length; i++) {
    const next = successor[i] as number;
    if (next !== NONE) predecessor[next] = i;
    else if (isLost[i] === 1) unpaired++;
  }
  const { clientOf, slots } = known ?? inferredClients(predecessor, inOrder);
  return { clients: slots.length, clientOf, slots, successor, predecessor, unpaired, recorded };
});

/** Connections that were lost, in order of time. */
export const lossOrderOf: (study: Study<'endedNs' | 'lost'>) => Uint32Array = foundOnce(
  ({ run: { connections } }) => {
    const { endedNs, lost, length } = connections;
    return orderBy(
      endedNs,
      indicesWhere(length, (i) => lost[i] === 1),
    );
  },
);

/** Connections that were begun, in the order of their beginnings; files may have entries of none. */
export const startOrderOf: (study: Study<ClientChainsColumn>) => Uint32Array = foundOnce(
  ({ run: { connections } }) => {
    const { startedNs, connectNs, endedNs, client, length } = connections;
    const begun = (i: number): boolean =>
      startedNs[i] !== 0 || connectNs[i] !== 0 || endedNs[i] !== 0 || (client[i] as number) >= 0;
    return orderBy(startedNs, indicesWhere(length, begun));
  },
);

interface Clients {
  readonly clientOf: Int32Array;
  readonly slots: Int32Array;
}

/** Chains of connections, numbered in the order in which they began. */
function inferredClients(predecessor: Int32Array, inOrder: Uint32Array): Clients {
  const clientOf = new Int32Array(predecessor.length).fill(NONE);
  let clients = 0;
  for (let at = 0; at < inOrder.length; at++) {
    const i = inOrder[at] as number;
    const before = predecessor[i] as number;
    clientOf[i] = before === NONE ? clients++ : (clientOf[before] as number);
  }
  return { clientOf, slots: Int32Array.from({ length: clients }, (_, index) => index) };
}

/**
 * Links the connections of each slot, and numbers the clients in the order of their slots, which may
 * have gaps where a file was cut short. A slot is looked up once for each connection.
 */
function followRecorded(client: Int32Array, inOrder: Uint32Array, successor: Int32Array): Clients {
  const placeOf = new Map<number, number>();
  const latest: number[] = [];
  const clientOf = new Int32Array(client.length).fill(NONE);
  for (let at = 0; at < inOrder.length; at++) {
    const i = inOrder[at] as number;
    const slot = client[i] as number;
    let place = placeOf.get(slot);
    if (place === undefined) {
      place = latest.length;
      placeOf.set(slot, place);
    } else successor[latest[place] as number] = i;
    latest[place] = i;
    clientOf[i] = place;
  }
  const slots = Int32Array.from(placeOf.keys()).sort();
  const rankOf = new Int32Array(slots.length);
  for (const [rank, slot] of slots.entries()) rankOf[placeOf.get(slot) as number] = rank;
  for (let i = 0; i < clientOf.length; i++) {
    const place = clientOf[i] as number;
    if (place !== NONE) clientOf[i] = rankOf[place] as number;
  }
  return { clientOf, slots };
}

/**
 * @param lostInOrder lost connections in the order of their ends
 * @param inOrder all connections in the order of their beginnings
 */
function pairByTime(
  startedNs: Float64Array,
  endedNs: Float64Array,
  lostInOrder: Uint32Array,
  inOrder: Uint32Array,
  successor: Int32Array,
): void {
  const place = new Uint32Array(startedNs.length);
  for (let i = 0; i < inOrder.length; i++) place[inOrder[i] as number] = i;
  let next = 0;
  for (let at = 0; at < lostInOrder.length; at++) {
    const lost = lostInOrder[at] as number;
    const ended = endedNs[lost] as number;
    // One that ended in the instant in which it began does not follow itself.
    while (
      next < inOrder.length &&
      ((startedNs[inOrder[next] as number] as number) < ended || next <= (place[lost] as number))
    ) {
      next++;
    }
    if (next === inOrder.length) return;
    successor[lost] = inOrder[next++] as number;
  }
}
