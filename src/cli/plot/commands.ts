import type { Option } from 'commander';
import type { EcmpOptions } from '../../analyze/index.ts';
import {
  PLOT_CLIENTS_COLUMNS,
  PLOT_CONNECTIONS_COLUMNS,
  PLOT_OUTAGES_COLUMNS,
  PLOT_ECMP_COLUMNS,
  PLOT_REPLICAS_COLUMNS,
  PLOT_UPGRADE_COLUMNS,
  plotClients,
  plotConnectionCounts,
  plotConnections,
  plotOutages,
  plotEcmp,
  plotReplicas,
  plotThroughput,
  plotThroughputTable,
  plotUpgrade,
  type Chart,
  type ChartOptions,
} from '../../plot/index.ts';
import type { ConnectionColumn, Nanoseconds, Run } from '../../stats/index.ts';
import { changeOption, ECMP_ACCOUNT_HELP, targetsOption } from '../shared/flags/ecmp-account.ts';
import { parseConnectionsTable, parseThroughputTable } from './data-table.ts';

export interface PlotOptions extends ChartOptions, Pick<EcmpOptions, 'targets' | 'changes'> {
  readonly active?: boolean;
  readonly intervalNs?: Nanoseconds;
}

export interface PlotCommand {
  readonly name: string;
  readonly summary: string;
  /** Whether a bare `Active` means something. */
  readonly takesActive: boolean;
  readonly takesInterval: boolean;
  readonly columns: readonly ConnectionColumn[];
  readonly plotRun: (run: Run, options: PlotOptions) => Chart;
  /** Undefined where there is no text table to plot. */
  readonly plotTable?: (text: string, source: string, options: PlotOptions) => Chart;
  /** Options of its own. */
  readonly ownOptions?: () => readonly Option[];
  /** Whether a picture whose height nobody gave grows with what it shows. */
  readonly grows?: boolean;
  /** What events are, after "lines", where they are not drawn. */
  readonly eventsHelp?: string;
  /** Said below the options. */
  readonly help?: string;
}

/** One picture each. */
export const PLOT_COMMANDS: readonly PlotCommand[] = [
  {
    name: 'connections',
    summary: 'connecting and lost connections per interval; the word Active adds the active ones',
    takesActive: true,
    takesInterval: true,
    columns: PLOT_CONNECTIONS_COLUMNS,
    plotRun: plotConnections,
    plotTable: (text, source, options) =>
      plotConnectionCounts(parseConnectionsTable(text, source), options),
  },
  {
    name: 'throughput',
    summary: 'KB/s over time, with the offered rate',
    takesActive: false,
    takesInterval: true,
    columns: [],
    plotRun: plotThroughput,
    plotTable: (text, source, options) =>
      plotThroughputTable(parseThroughputTable(text, source), options),
  },
  {
    name: 'replicas',
    summary: 'active connections per replica over time, each disturbance with its loss',
    takesActive: false,
    takesInterval: true,
    columns: PLOT_REPLICAS_COLUMNS,
    plotRun: plotReplicas,
  },
  {
    name: 'clients',
    summary: 'a row for each client, coloured by the replica that served it',
    takesActive: false,
    takesInterval: false,
    columns: PLOT_CLIENTS_COLUMNS,
    plotRun: plotClients,
  },
  {
    name: 'outages',
    summary: 'how long each disturbance left clients without service, as distributions',
    takesActive: false,
    takesInterval: false,
    columns: PLOT_OUTAGES_COLUMNS,
    plotRun: plotOutages,
  },
  {
    name: 'upgrade',
    summary: 'connections per replica and step of an upgrade, over its model',
    takesActive: false,
    takesInterval: false,
    columns: PLOT_UPGRADE_COLUMNS,
    plotRun: plotUpgrade,
  },
  {
    name: 'ecmp',
    summary: 'lost connections per change and host beside what each policy expects',
    takesActive: false,
    takesInterval: false,
    columns: PLOT_ECMP_COLUMNS,
    plotRun: plotEcmp,
    ownOptions: () => [targetsOption(), changeOption()],
    grows: true,
    eventsHelp: ' that tell what was done, where they name targets',
    help: ECMP_ACCOUNT_HELP,
  },
];
