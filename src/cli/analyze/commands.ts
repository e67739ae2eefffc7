import type { Option } from 'commander';
import {
  BALANCE_COLUMNS,
  balanceReport,
  CLIENT_TIMELINES_COLUMNS,
  clientsReport,
  CONNECTION_COUNTS_COLUMNS,
  connectionsReport,
  DISTURBANCES_COLUMNS,
  disturbancesReport,
  ECMP_COLUMNS,
  ecmpReport,
  HOST_COUNTS_COLUMNS,
  hostsReport,
  INTERVAL_COUNTS_COLUMNS,
  intervalsReport,
  OUTAGES_COLUMNS,
  outagesReport,
  REPLICA_TABLE_COLUMNS,
  replicasReport,
  RUN_SUMMARY_COLUMNS,
  summaryReport,
  throughputReport,
  upgradeReport,
  type EcmpOptions,
  type Report,
  type RunEvent,
} from '../../analyze/index.ts';
import type { ConnectionColumn, Nanoseconds, Run } from '../../stats/index.ts';
import { ECMP_ACCOUNT_HELP } from '../shared/flags/ecmp-account.ts';
import { ECMP_OPTIONS, predictEcmpByFlags } from './ecmp-options.ts';
import { predictUpgradeByFlags, UPGRADE_OPTIONS } from './upgrade-options.ts';

export interface AnalysisOptions extends Pick<EcmpOptions, 'targets' | 'changes'> {
  readonly intervalNs?: Nanoseconds;
  readonly events?: readonly RunEvent[];
  readonly client?: number;
  readonly disturbed?: boolean;
}

/** An option that only some commands take. */
export type ExtraOption = 'interval' | 'events' | 'client' | 'disturbed';

export interface AnalyzeCommand {
  readonly name: string;
  readonly summary: string;
  readonly extraOptions: readonly ExtraOption[];
  readonly columns: readonly ConnectionColumn[];
  readonly report: (run: Run, options: AnalysisOptions) => Report;
  /** Options of its own; what they parse to is passed on under their names. */
  readonly ownOptions?: () => readonly Option[];
  /** Said below the options. */
  readonly help?: string;
  /** A report without any run, where the flags ask for one. */
  readonly predict?: (flags: Readonly<Record<string, unknown>>) => Report | undefined;
}

/** One subcommand each; it reads only the columns that its analysis needs. */
export const ANALYZE_COMMANDS: readonly AnalyzeCommand[] = [
  {
    name: 'summary',
    summary: 'the run at a glance: what was asked for, and what happened',
    extraOptions: ['events'],
    columns: RUN_SUMMARY_COLUMNS,
    report: summaryReport,
  },
  {
    name: 'connections',
    summary: 'active, new, lost and connecting per interval, as the original prints them',
    extraOptions: ['interval'],
    columns: CONNECTION_COUNTS_COLUMNS,
    report: connectionsReport,
  },
  {
    name: 'throughput',
    summary: 'KB/s from sample to sample, as the original prints it',
    extraOptions: ['interval'],
    columns: [],
    report: throughputReport,
  },
  {
    name: 'hosts',
    summary: 'lost and lasting connections per host, as the original prints them',
    extraOptions: [],
    columns: HOST_COUNTS_COLUMNS,
    report: hostsReport,
  },
  {
    name: 'intervals',
    summary: 'connections and traffic per interval, in one table',
    extraOptions: ['interval'],
    columns: INTERVAL_COUNTS_COLUMNS,
    report: intervalsReport,
  },
  {
    name: 'clients',
    summary: "each client's connections, one after another",
    extraOptions: ['client', 'disturbed'],
    columns: CLIENT_TIMELINES_COLUMNS,
    report: clientsReport,
  },
  {
    name: 'disturbances',
    summary: 'when each disturbance began and ended, and what it did per host',
    extraOptions: ['events'],
    columns: DISTURBANCES_COLUMNS,
    report: disturbancesReport,
  },
  {
    name: 'replicas',
    summary: 'connections per replica before and after each disturbance, and its cost',
    extraOptions: ['events'],
    columns: REPLICA_TABLE_COLUMNS,
    report: replicasReport,
  },
  {
    name: 'outages',
    summary: 'how long each disturbance hurt: outage per client, convergence, availability',
    extraOptions: ['events'],
    columns: OUTAGES_COLUMNS,
    report: outagesReport,
  },
  {
    name: 'upgrade',
    summary: 'what a rolling upgrade cost beside what it should cost; --predict without data',
    extraOptions: ['events'],
    columns: REPLICA_TABLE_COLUMNS,
    report: upgradeReport,
    ownOptions: UPGRADE_OPTIONS,
    predict: predictUpgradeByFlags,
  },
  {
    name: 'balance',
    summary: 'how evenly connections are spread before and after each disturbance',
    extraOptions: ['events'],
    columns: BALANCE_COLUMNS,
    report: balanceReport,
  },
  {
    name: 'ecmp',
    summary: 'how the balancer hashes, and what each policy would have cost',
    extraOptions: ['events'],
    columns: ECMP_COLUMNS,
    report: ecmpReport,
    ownOptions: ECMP_OPTIONS,
    help: ECMP_ACCOUNT_HELP,
    predict: predictEcmpByFlags,
  },
];
