import type { StringColumn } from '../../stats/pure.ts';
import { NONE } from '../clients/client-chains.ts';
import type { Replica } from './replica-table.ts';

/** Host code -> index of its replica; `NONE` = it has none. */
export function placesOfCodes(host: StringColumn, replicas: readonly Replica[]): Int32Array {
  const placeOfName = new Map(
    replicas.flatMap(({ hosts }, place) => hosts.map((name) => [name, place])),
  );
  return Int32Array.from(
    { length: host.distinct },
    (_, code) => placeOfName.get(host.value(code)) ?? NONE,
  );
}
