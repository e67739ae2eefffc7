export {
  DEFAULT_SCALE,
  type Chart,
  type ChartSize,
  type PNGOptions,
  type Renderer,
} from './chart.ts';
export type { ChartSpec } from './charts/frame.ts';
export { isPlotError, PlotError, type PlotErrorCode } from './errors.ts';
export { CHART_LIMITS, DEFAULT_CHART, type ChartOptions } from './options.ts';
export { PLOT_CLIENTS_COLUMNS, plotClients } from './plot-clients.ts';
export {
  PLOT_CONNECTIONS_COLUMNS,
  plotConnectionCounts,
  plotConnections,
  type ConnectionsChartOptions,
  type CountsTable,
} from './plot-connections.ts';
export { PLOT_OUTAGES_COLUMNS, plotOutages } from './plot-outages.ts';
export { PLOT_ECMP_COLUMNS, plotEcmp } from './plot-ecmp.ts';
export { PLOT_REPLICAS_COLUMNS, plotReplicas } from './plot-replicas.ts';
export { plotThroughput, plotThroughputTable } from './plot-throughput.ts';
export { PLOT_UPGRADE_COLUMNS, plotUpgrade } from './plot-upgrade.ts';
export type { DrawingSize } from './terminal/drawing.ts';
export type { ThemeName } from './theme.ts';
