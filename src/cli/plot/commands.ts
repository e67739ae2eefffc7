import {
  PLOT_CLIENTS_COLUMNS,
  PLOT_CONNECTIONS_COLUMNS,
  PLOT_ECMP_COLUMNS,
  PLOT_REPLICAS_COLUMNS,
  plotClients,
  plotConnectionCounts,
  plotConnections,
  plotEcmp,
  plotReplicas,
  plotThroughput,
  plotThroughputTable,
  type Chart,
  type ChartOptions,
} from '../../plot/index.ts';
import type { ConnectionColumn, Nanoseconds, Run } from '../../stats/index.ts';
import { parseConnectionsTable, parseThroughputTable } from './data-table.ts';

export interface PlotOptions extends ChartOptions {
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
    name: 'ecmp',
    summary: 'lost connections per change and host beside what each policy expects',
    takesActive: false,
    takesInterval: false,
    columns: PLOT_ECMP_COLUMNS,
    plotRun: plotEcmp,
  },
];
