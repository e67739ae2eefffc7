export { causeOfError, type Cause } from './cause.ts';
export {
  CLIENT_CHAINS_COLUMNS,
  clientChains,
  NONE,
  type ClientChains,
  type ClientChainsRun,
} from './client-chains.ts';
export {
  CONNECTION_COUNTS_COLUMNS,
  connectionCounts,
  type ConnectionCounts,
  type ConnectionCountsRun,
} from './connection-counts.ts';
export type { CountByHost, Disturbance } from './disturbances/disturbance.ts';
export { disturbances, type Disturbances } from './disturbances/disturbances.ts';
export { DISTURBANCES_COLUMNS, type DisturbancesRun } from './disturbances/find-disturbances.ts';
export type { EcmpOptions } from './ecmp/accounts.ts';
export { ecmp, type Ecmp } from './ecmp/ecmp.ts';
export type { EcmpChange, EcmpHost, EcmpPolicy, EcmpTarget, PerPolicy } from './ecmp/findings.ts';
export { ECMP_COLUMNS, type EcmpRun } from './ecmp/flows.ts';
export {
  parseEdits,
  parseTargets,
  type Edit,
  type GivenChange,
  type GivenTarget,
} from './ecmp/given-change.ts';
export { POLICIES, type Policy } from './ecmp/policy.ts';
export { predictEcmp, type PredictedCost, type Prediction } from './ecmp/predict.ts';
export { parseEvents, type RunEvent } from '../stats/pure.ts';
export {
  HOST_COUNTS_COLUMNS,
  hostCounts,
  type HostCounts,
  type HostCountsRun,
} from './host-counts.ts';
export type { Intervals } from './intervals.ts';
export {
  REPLICA_TABLE_COLUMNS,
  replicaTable,
  type Replica,
  type ReplicaRow,
  type ReplicaTable,
} from './replicas.ts';
export { resolutionNs } from './resolution.ts';
export { throughput, type Throughput } from './throughput.ts';
export {
  CLIENT_TIMELINES_COLUMNS,
  clientTimelines,
  type ClientTimelines,
  type ClientTimelinesRun,
  type TimelineEntry,
} from './client-timelines.ts';
export {
  INTERVAL_COUNTS_COLUMNS,
  intervalCounts,
  type IntervalCounts,
  type IntervalCountsRun,
} from './interval-counts.ts';
export { OptionError } from './option-error.ts';
export {
  REPLICA_ACTIVITY_COLUMNS,
  replicaActivity,
  type ReplicaActivity,
} from './replica-activity.ts';
export { OUTAGES_COLUMNS, type ClientOutages, type OutagesRun } from './outages/client-outages.ts';
export type { DisturbanceKind } from './outages/disturbance-kind.ts';
export type { OutageDistribution, OutageLength, OutageQuantile } from './outages/distribution.ts';
export {
  findOutages,
  outages,
  type Between,
  type DisturbanceOutages,
  type FoundOutages,
  type Outages,
} from './outages/outages.ts';
export { balanceReport } from './reports/balance.ts';
export { clientsReport } from './reports/clients.ts';
export { connectionsReport } from './reports/connections.ts';
export { disturbancesReport } from './reports/disturbances.ts';
export { ecmpPredictionReport, ecmpReport } from './reports/ecmp.ts';
export { hostsReport } from './reports/hosts.ts';
export { intervalsReport } from './reports/intervals.ts';
export { outagesReport } from './reports/outages.ts';
export { replicasReport } from './reports/replicas.ts';
export { JUPYTER_DISPLAY, type Report } from './reports/report.ts';
export { summaryReport } from './reports/summary.ts';
export { upgradePredictionReport, upgradeReport } from './reports/upgrade.ts';
export { throughputReport } from './reports/throughput.ts';
export {
  RUN_SUMMARY_COLUMNS,
  runSummary,
  type ConnectionSummary,
  type RunSummary,
} from './run-summary.ts';
export type { Latency } from './latency.ts';
export type { LateSpan, TesterHealth } from './tester-health.ts';
export type { Cell, Table, TableColumn, Value, WordedCell } from './table/table.ts';
export { trafficCounts, type TrafficCounts } from './traffic-counts.ts';
export {
  predictUpgrade,
  type PredictedStep,
  type UpgradePlan,
  type UpgradePrediction,
} from './upgrade/predict-upgrade.ts';
export type { Range, Spread } from './upgrade/model.ts';
export { upgrade, type Upgrade, type UpgradeState } from './upgrade/upgrade.ts';
export type { EvenTest } from './statistics/even-test.ts';
export {
  balance,
  BALANCE_COLUMNS,
  type Balance,
  type BalanceState,
  type DisturbanceBalance,
  type Evenness,
} from './balance/balance.ts';
