export { causeLookup, causeOfError, type Cause } from './cause.ts';
export {
  CLIENT_CHAINS_COLUMNS,
  clientChains,
  NONE,
  type ClientChains,
} from './client-chains.ts';
export {
  CONNECTION_COUNTS_COLUMNS,
  connectionCounts,
  type ConnectionCounts,
} from './connection-counts.ts';
export {
  disturbances,
  DISTURBANCES_COLUMNS,
  type CountByHost,
  type Disturbance,
  type Disturbances,
} from './disturbances/disturbances.ts';
export { parseEvents, type RunEvent } from './events.ts';
export { HOST_COUNTS_COLUMNS, hostCounts, totalOf, type HostCounts } from './host-counts.ts';
export { DEFAULT_INTERVAL_NS, intervalsOf, middleNs, type Intervals } from './intervals.ts';
export {
  REPLICA_TABLE_COLUMNS,
  replicaTable,
  type Replica,
  type ReplicaRow,
  type ReplicaTable,
} from './replicas.ts';
export { rateForFineResolutionKBps, resolutionNs } from './resolution.ts';
export { throughput, type Throughput } from './throughput.ts';
