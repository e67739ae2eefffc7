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
  if (recorded) followRecorded(client, inOrder, successor);
  else pairByTime(startedNs, endedNs, lossOrderOf(study), inOrder, successor);
  const predecessor = new Int32Array(length).fill(NONE);
  let unpaired = 0;
  for (let i = 0; i < length; i++) {
    const next = successor[i] as number;
    if (next !== NONE) predecessor[next] = i;
    else if (isLost[i] === 1) unpaired++;
  }
  const { clientOf, slots } = recorded
    ? recordedClients(client, inOrder)
    : inferredClients(predecessor, inOrder);
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

/** The file's clients in the order of their slots, which may have gaps where a file was cut short. */
function recordedClients(client: Int32Array, inOrder: Uint32Array): Clients {
  const slots = Int32Array.from(new Set(inOrder.map((i) => client[i] as number))).sort();
  const indexOf = new Map(Array.from(slots, (slot, index) => [slot, index]));
  return { clientOf: client.map((slot) => indexOf.get(slot) ?? NONE), slots };
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

function followRecorded(client: Int32Array, inOrder: Uint32Array, successor: Int32Array): void {
  const latest = new Map<number, number>();
  for (let at = 0; at < inOrder.length; at++) {
    const i = inOrder[at] as number;
    const slot = client[i] as number;
    const before = latest.get(slot);
    if (before !== undefined) successor[before] = i;
    latest.set(slot, i);
  }
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
