import {
  connectionCounts,
  CONNECTION_COUNTS_COLUMNS,
  type ConnectionCounts,
} from '../analyze/index.ts';
import type { Nanoseconds, Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { connectionsSpec } from './charts/connections.ts';
import type { ChartCounts } from './charts/merge-counts.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { connectionsDrawing } from './terminal/connections.ts';

/** Columns that `plotConnections` reads. */
export const PLOT_CONNECTIONS_COLUMNS: typeof CONNECTION_COUNTS_COLUMNS = CONNECTION_COUNTS_COLUMNS;

export interface ConnectionsChartOptions extends ChartOptions {
  /** Draws the active connections as an area behind the bars. */
  readonly active?: boolean;
}

/** Counts per interval that came from somewhere else than a run. */
export type CountsTable = Omit<ConnectionCounts, 'new'> & {
  /** Where the first interval begins. Default 0. */
  readonly startNs?: Nanoseconds;
};

/** Connecting and lost connections per interval, of counts that are at hand. */
export function plotConnectionCounts(
  counts: CountsTable,
  options: ConnectionsChartOptions = {},
  subtitle = '',
): Chart {
  const table: ChartCounts = { startNs: 0, ...counts };
  const endS = (table.startNs + table.length * table.widthNs) / 1e9;
  const context = chartContext(options, { subtitle, endS });
  return createChart(connectionsSpec(table, context, options), (size) =>
    connectionsDrawing(table, drawingContext(context, 'Connections'), size, options),
  );
}

/**
 * Connecting and lost connections of a run per interval.
 *
 * @param options.intervalNs width of an interval; 1 s where absent
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotConnections(
  run: Run<(typeof PLOT_CONNECTIONS_COLUMNS)[number]>,
  options: ConnectionsChartOptions & { readonly intervalNs?: Nanoseconds } = {},
): Chart {
  const table: ChartCounts = { startNs: 0, ...connectionCounts(run, options) };
  const context = chartContext(options, runContext(run.header));
  return createChart(connectionsSpec(table, context, options), (size) =>
    connectionsDrawing(table, drawingContext(context, 'Connections'), size, options),
  );
}
