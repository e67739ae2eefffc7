import type { ConnectionColumn } from '../stats/pure.ts';
import { balanceAnalysis } from './balance/balance-analysis.ts';
import type { ClientTimelinesOptions } from './clients/client-timelines.ts';
import { clientsAnalysis } from './clients/clients-analysis.ts';
import { disturbancesAnalysis } from './disturbances/disturbances-analysis.ts';
import type { EcmpAccountOptions } from './ecmp/accounts/accounts.ts';
import { ecmpAnalysis } from './ecmp/ecmp-analysis.ts';
import { ecmpPrediction } from './ecmp/prediction/ecmp-prediction.ts';
import { outagesAnalysis } from './outages/outages-analysis.ts';
import { replicasAnalysis } from './replicas/replicas-analysis.ts';
import type { Report } from './reports/report.ts';
import { connectionsAnalysis } from './run/connections/connections-analysis.ts';
import { hostsAnalysis } from './run/hosts/hosts-analysis.ts';
import type { IntervalOptions } from './run/intervals.ts';
import { intervalsAnalysis } from './run/intervals/intervals-analysis.ts';
import { summaryAnalysis } from './run/summary/summary-analysis.ts';
import { throughputAnalysis } from './run/throughput/throughput-analysis.ts';
import type { Prediction, RunsAnalysis, Takes } from './study/define-analysis.ts';
import type { RunOrStudy, StudyOptions } from './study/study.ts';
import { upgradePrediction } from './upgrade/prediction/upgrade-prediction.ts';
import { upgradeAnalysis } from './upgrade/upgrade-analysis.ts';

/** The options of all analyses of a run together. */
export type AnalysisOptions = IntervalOptions & ClientTimelinesOptions & EcmpAccountOptions;

/** Any analysis of one run, as those take it that go through all of them. */
export interface AnyRunAnalysis {
  readonly input: 'run';
  readonly name: string;
  readonly summary: string;
  readonly columns: readonly ConnectionColumn[];
  readonly takesEvents: boolean;
  readonly takes: Partial<Takes<AnalysisOptions>>;
  readonly isOriginal?: true;
  readonly report: (
    of: RunOrStudy<ConnectionColumn>,
    options?: StudyOptions & AnalysisOptions,
  ) => Report;
}

/** Any analysis without a run; the plan that it takes is its own. */
export type AnyPrediction = Prediction<never, unknown>;

/** Any analysis of several runs. */
export type AnyRunsAnalysis = RunsAnalysis<readonly ConnectionColumn[], unknown>;

export type AnyAnalysis = AnyRunAnalysis | AnyPrediction | AnyRunsAnalysis;

/**
 * Every analysis, in the order in which help and documents have them. Commands, reports of a lab and
 * of the original's flags, what a build keeps compiled and the tables of the documents follow it.
 */
export const ANALYSES: readonly AnyAnalysis[] = [
  summaryAnalysis,
  connectionsAnalysis,
  throughputAnalysis,
  hostsAnalysis,
  intervalsAnalysis,
  clientsAnalysis,
  disturbancesAnalysis,
  replicasAnalysis,
  outagesAnalysis,
  upgradeAnalysis,
  upgradePrediction,
  balanceAnalysis,
  ecmpAnalysis,
  ecmpPrediction,
];
