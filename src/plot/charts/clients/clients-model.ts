import {
  chainsOf,
  replicasOf,
  type ClientChains,
  type Replica,
  type REPLICA_TABLE_COLUMNS,
  type Study,
} from '../../../analyze/index.ts';
import type { Nanoseconds, Run } from '../../../stats/index.ts';

/** What a client's row shows at an instant: no connection, one to a host not known, or to a replica. */
export const NO_CONNECTION = 0;
export const UNKNOWN = 1;
export const FIRST_REPLICA = 2;

/** What stands for a connection whose host is not known. */
export const NO_REPLY = 'No reply';

/** When each client had which connection. */
export interface ClientStates {
  readonly run: Run<'connectNs' | 'endedNs' | 'host'>;
  readonly chains: Pick<ClientChains, 'clients' | 'clientOf'>;
  /** Host code -> state. */
  readonly stateOfHost: Uint16Array;
  readonly durationNs: Nanoseconds;
}

/** What the chart of clients shows. */
export interface ClientsModel extends ClientStates {
  readonly chains: Pick<ClientChains, 'clients' | 'clientOf' | 'slots'>;
  readonly replicas: readonly Replica[];
  /** Whether there was a connection whose host is not known. */
  readonly hasUnknown: boolean;
}

export function clientsModel(study: Study<(typeof REPLICA_TABLE_COLUMNS)[number]>): ClientsModel {
  const { run } = study;
  const { replicas } = replicasOf(study);
  const stateOfHost = hostStates(run, replicas);
  return {
    run,
    chains: chainsOf(study),
    stateOfHost,
    durationNs: run.header.durationNs,
    replicas,
    hasUnknown: isServedByUnknown(run, stateOfHost),
  };
}

/** Host code -> state. */
export function hostStates(
  { connections: { host } }: Run<'host'>,
  replicas: readonly Replica[],
): Uint16Array {
  const stateOf = new Map(
    replicas.flatMap(({ hosts }, index) => hosts.map((name) => [name, FIRST_REPLICA + index])),
  );
  return Uint16Array.from(
    { length: host.distinct },
    (_, code) => stateOf.get(host.value(code)) ?? UNKNOWN,
  );
}

function isServedByUnknown(
  { connections }: Run<'connectNs' | 'host'>,
  stateOfHost: Uint16Array,
): boolean {
  const { connectNs, host, length } = connections;
  for (let i = 0; i < length; i++) {
    if ((connectNs[i] as number) > 0 && stateOfHost[host.codes[i] as number] === UNKNOWN) {
      return true;
    }
  }
  return false;
}
