export { CHARTS, type AnyChart, type OwnChartOptions } from './catalogue.ts';
export {
  DEFAULT_SCALE,
  type Chart,
  type ChartSize,
  type PNGOptions,
  type Renderer,
} from './chart.ts';
export { PLOT_CLIENTS_COLUMNS, plotClients } from './charts/clients/clients-chart.ts';
export {
  PLOT_CONNECTIONS_COLUMNS,
  plotConnectionCounts,
  plotConnections,
  type ConnectionsChartOptions,
  type CountsTable,
} from './charts/connections/connections-chart.ts';
export { PLOT_ECMP_COLUMNS, plotEcmp } from './charts/ecmp/ecmp-chart.ts';
export { PLOT_OUTAGES_COLUMNS, plotOutages } from './charts/outages/outages-chart.ts';
export { PLOT_REPLICAS_COLUMNS, plotReplicas } from './charts/replicas/replicas-chart.ts';
export { plotThroughput, plotThroughputTable } from './charts/throughput/throughput-chart.ts';
export { PLOT_UPGRADE_COLUMNS, plotUpgrade } from './charts/upgrade/upgrade-chart.ts';
export { PlotError, type PlotErrorCode } from './errors.ts';
export { CHART_LIMITS, DEFAULT_CHART, type ChartOptions } from './options.ts';
export type { ChartSpec } from './picture/chart-spec.ts';
export type { ThemeName } from './picture/theme.ts';
export type { DrawingSize } from './terminal/drawing.ts';
