import type { Nanoseconds } from '../../stats/pure.ts';
import { lossOrderOf } from '../clients/client-chains.ts';
import type { DisturbancesColumn } from '../disturbances/find-disturbances.ts';
import { placesOfCodes } from '../replicas/places-of-codes.ts';
import type { ReplicaTable } from '../replicas/replica-table.ts';
import { chiSquareCritical } from '../statistics/chi-square.ts';
import type { Study } from '../study/study.ts';
import { indicesWhere, orderBy } from '../support/order.ts';

/** Below this, chance does not explain how uneven a spread is. */
export const BALANCED_P = 0.05;

/**
 * For each row of a replica table, until when connections were not spread evenly over the replicas
 * between its disturbance and the next one: 0 = they always were, Infinity = still when that came.
 * Follows each connection as it comes and goes; one without any replica counts nowhere.
 */
export function unbalancedUntil(
  study: Study<DisturbancesColumn>,
  { replicas, rows }: Pick<ReplicaTable, 'replicas' | 'rows'>,
): Nanoseconds[] {
  const { run } = study;
  const { connectNs, endedNs, host, length } = run.connections;
  const places = placesOfCodes(host, replicas);
  const placeOf = (row: number): number => places[host.codes[row] as number] as number;
  const isKnown = (i: number): boolean => placeOf(i) >= 0 && (connectNs[i] as number) > 0;
  const coming = orderBy(connectNs, indicesWhere(length, isKnown));
  const going = lossOrderOf(study).filter(isKnown);
  const counts = new Float64Array(replicas.length);
  const limit = replicas.length > 1 ? chiSquareCritical(BALANCED_P, replicas.length - 1) : Infinity;
  let total = 0;
  let squares = 0;
  const change = (place: number, by: 1 | -1): void => {
    const count = counts[place] as number;
    squares += 2 * by * count + 1;
    counts[place] = count + by;
    total += by;
  };
  const isEven = (): boolean =>
    total > 0 && squares * replicas.length - total * total <= limit * total;
  const nextOf = (row: number): Nanoseconds => rows[row + 1]?.timeNs ?? run.header.durationNs;
  const timeOf = (columns: Float64Array, order: Uint32Array, at: number): Nanoseconds =>
    at < order.length ? (columns[order[at] as number] as number) : Infinity;

  const until = rows.map(() => 0);
  let row = 0;
  let nextNs = nextOf(row);
  let came = 0;
  let went = 0;
  let comesNs = timeOf(connectNs, coming, came);
  let goesNs = timeOf(endedNs, going, went);
  let wasEven = isEven();
  for (;;) {
    const nowNs = Math.min(comesNs, goesNs);
    // What is so when the next disturbance begins is so to the end of this one.
    while (nextNs <= nowNs) {
      if (!wasEven) until[row] = Infinity;
      row++;
      if (row >= rows.length) return until;
      nextNs = nextOf(row);
    }
    if (nowNs === Infinity) return until;
    if (goesNs <= comesNs) {
      change(placeOf(going[went++] as number), -1);
      goesNs = timeOf(endedNs, going, went);
    } else {
      change(placeOf(coming[came++] as number), 1);
      comesNs = timeOf(connectNs, coming, came);
    }
    const even = isEven();
    if (even && !wasEven) until[row] = nowNs;
    wasEven = even;
  }
}
