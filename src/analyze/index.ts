export {
  ANALYSES,
  type AnalysisOptions,
  type AnyAnalysis,
  type AnyPrediction,
  type AnyRunAnalysis,
  type AnyRunsAnalysis,
} from './catalogue.ts';
export {
  foundOnce,
  studyOf,
  type RunOrStudy,
  type Study,
  type StudyOptions,
} from './study/study.ts';
export {
  defineAnalysis,
  definePrediction,
  defineRunsAnalysis,
  type NoOptions,
  type Prediction,
  type RunAnalysis,
  type RunsAnalysis,
  type Takes,
} from './study/define-analysis.ts';
export { causeOfError, type Cause } from './support/cause.ts';
export {
  CLIENT_CHAINS_COLUMNS,
  chainsOf,
  clientChains,
  NONE,
  type ClientChains,
  type ClientChainsRun,
} from './clients/client-chains.ts';
export {
  CONNECTION_COUNTS_COLUMNS,
  connectionCounts,
  type ConnectionCounts,
  type ConnectionCountsRun,
} from './run/connections/connection-counts.ts';
export type { CountByHost, Disturbance } from './disturbances/disturbance.ts';
export { DisturbanceWatch, type LiveDisturbance } from './disturbances/disturbance-watch.ts';
export { disturbances, type Disturbances } from './disturbances/disturbances.ts';
export { DISTURBANCES_COLUMNS, type DisturbancesRun } from './disturbances/find-disturbances.ts';
export type { EcmpAccountOptions, EcmpOptions } from './ecmp/accounts/accounts.ts';
export { ecmp, type Ecmp } from './ecmp/ecmp.ts';
export type { EcmpChange, EcmpHost, EcmpPolicy, EcmpTarget, PerPolicy } from './ecmp/findings.ts';
export { ECMP_COLUMNS, type EcmpRun } from './ecmp/observed/flows.ts';
export {
  parseEdits,
  parseTargets,
  type Edit,
  type GivenChange,
  type GivenTarget,
} from './ecmp/accounts/given-change.ts';
export { POLICIES, type Policy } from './ecmp/policies/policy.ts';
export {
  predictEcmp,
  type EcmpPlan,
  type EcmpPrediction,
  type PredictedCost,
} from './ecmp/prediction/predict-ecmp.ts';
export { parseEvents, type RunEvent } from '../stats/pure.ts';
export {
  HOST_COUNTS_COLUMNS,
  hostCounts,
  type HostCounts,
  type HostCountsRun,
} from './run/hosts/host-counts.ts';
export type { IntervalOptions, Intervals } from './run/intervals.ts';
export {
  REPLICA_TABLE_COLUMNS,
  replicasOf,
  replicaTable,
  type Replica,
  type ReplicaRow,
  type ReplicaTable,
} from './replicas/replica-table.ts';
export { burstGapNs, resolutionNs } from './support/resolution.ts';
export { throughput, type Throughput } from './run/throughput/throughput.ts';
export {
  CLIENT_TIMELINES_COLUMNS,
  clientTimelines,
  type ClientTimelines,
  type ClientTimelinesRun,
  type TimelineEntry,
} from './clients/client-timelines.ts';
export {
  INTERVAL_COUNTS_COLUMNS,
  intervalCounts,
  type IntervalCounts,
  type IntervalCountsRun,
} from './run/intervals/interval-counts.ts';
export { OptionError } from './support/option-error.ts';
export {
  REPLICA_ACTIVITY_COLUMNS,
  replicaActivity,
  type ReplicaActivity,
} from './replicas/replica-activity.ts';
export type { ClientOutages } from './outages/client-outages.ts';
export { OUTAGES_COLUMNS, type OutagesRun } from './outages/echo-times.ts';
export type { Between, DisturbanceOutages } from './outages/disturbance-outages.ts';
export type { DisturbanceKind } from './outages/disturbance-kind.ts';
export type { OutageDistribution, OutageLength, OutageQuantile } from './outages/distribution.ts';
export {
  findOutages,
  outages,
  outagesOf,
  type FoundOutages,
  type Outages,
} from './outages/outages.ts';
export { balanceAnalysis, balanceReport } from './balance/balance-analysis.ts';
export { clientsAnalysis, clientsReport } from './clients/clients-analysis.ts';
export { connectionsAnalysis, connectionsReport } from './run/connections/connections-analysis.ts';
export { disturbancesAnalysis, disturbancesReport } from './disturbances/disturbances-analysis.ts';
export { ecmpAnalysis, ecmpReport } from './ecmp/ecmp-analysis.ts';
export { ecmpPrediction, ecmpPredictionReport } from './ecmp/prediction/ecmp-prediction.ts';
export type { Gate } from './gates/gate.ts';
export { lossFeltAndOver } from './gates/loss-felt-and-over.ts';
export { nothingLost } from './gates/nothing-lost.ts';
export { hostsAnalysis, hostsReport } from './run/hosts/hosts-analysis.ts';
export { intervalsAnalysis, intervalsReport } from './run/intervals/intervals-analysis.ts';
export { outagesAnalysis, outagesReport } from './outages/outages-analysis.ts';
export { replicasAnalysis, replicasReport } from './replicas/replicas-analysis.ts';
export { JUPYTER_DISPLAY, type Report } from './reports/report.ts';
export { summaryAnalysis, summaryReport } from './run/summary/summary-analysis.ts';
export { upgradeAnalysis, upgradeReport } from './upgrade/upgrade-analysis.ts';
export {
  upgradePrediction,
  upgradePredictionReport,
} from './upgrade/prediction/upgrade-prediction.ts';
export { throughputAnalysis, throughputReport } from './run/throughput/throughput-analysis.ts';
export {
  RUN_SUMMARY_COLUMNS,
  runSummary,
  type ConnectionSummary,
  type RunSummary,
} from './run/summary/run-summary.ts';
export type { Latency } from './run/summary/latency.ts';
export type { LateSpan, TesterHealth } from './run/summary/tester-health.ts';
export { plainText } from './table/plain-text.ts';
export type { Cell, Table, TableColumn, Value, WordedCell } from './table/table.ts';
export { trafficCounts, type TrafficCounts } from './run/intervals/traffic-counts.ts';
export {
  predictUpgrade,
  type PredictedStep,
  type UpgradePlan,
  type UpgradePrediction,
} from './upgrade/prediction/predict-upgrade.ts';
export type { Range, Spread } from './upgrade/model.ts';
export { upgrade, upgradeOf, type Upgrade, type UpgradeState } from './upgrade/upgrade.ts';
export type { EvenTest } from './statistics/even-test.ts';
export {
  balance,
  BALANCE_COLUMNS,
  type Balance,
  type BalanceState,
  type DisturbanceBalance,
  type Evenness,
} from './balance/balance.ts';
