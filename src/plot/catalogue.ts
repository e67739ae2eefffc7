import type { EcmpAccountOptions, IntervalOptions, RunOrStudy, Takes } from '../analyze/index.ts';
import type { ConnectionColumn } from '../stats/index.ts';
import type { Chart } from './chart.ts';
import { clientsChart } from './charts/clients/clients-chart.ts';
import { connectionsChart } from './charts/connections/connections-chart.ts';
import type { ConnectionsOptions } from './charts/connections/connections-model.ts';
import { ecmpChart } from './charts/ecmp/ecmp-chart.ts';
import { outagesChart } from './charts/outages/outages-chart.ts';
import { replicasChart } from './charts/replicas/replicas-chart.ts';
import { throughputChart } from './charts/throughput/throughput-chart.ts';
import { upgradeChart } from './charts/upgrade/upgrade-chart.ts';
import type { ChartOptions } from './options.ts';

/** The charts' own options together. */
export type OwnChartOptions = ConnectionsOptions & IntervalOptions & EcmpAccountOptions;

/** Any chart, as those take it that go through all of them. */
export interface AnyChart {
  readonly name: string;
  readonly summary: string;
  readonly columns: readonly ConnectionColumn[];
  readonly takes: Partial<Takes<OwnChartOptions>>;
  readonly drawsEvents: boolean;
  readonly eventsHelp?: string;
  readonly grows: boolean;
  readonly plot: (
    of: RunOrStudy<ConnectionColumn>,
    options?: ChartOptions & OwnChartOptions,
  ) => Chart;
  readonly plotTable:
    ((text: string, source: string, options?: ChartOptions & OwnChartOptions) => Chart) | undefined;
}

/**
 * Every chart, in the order in which help and documents have them. Commands, and what a build keeps
 * compiled, follow it.
 */
export const CHARTS: readonly AnyChart[] = [
  connectionsChart,
  throughputChart,
  replicasChart,
  clientsChart,
  outagesChart,
  upgradeChart,
  ecmpChart,
];
