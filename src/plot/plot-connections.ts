import {
  connectionCounts,
  CONNECTION_COUNTS_COLUMNS,
  type ConnectionCounts,
} from '../analyze/index.ts';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, type Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { connectionsSpec } from './charts/connections.ts';
import type { ChartCounts } from './charts/merge-counts.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { connectionsDrawing } from './terminal/connections.ts';
import { readableIntervalNs } from './time-axis.ts';

/** Columns that `plotConnections` reads. */
export const PLOT_CONNECTIONS_COLUMNS: typeof CONNECTION_COUNTS_COLUMNS = CONNECTION_COUNTS_COLUMNS;

/** Shorter runs have narrower intervals than 1 s, so that there are some. */
const SHORT_NS: Nanoseconds = 5 * NS_PER_S;
const INTERVALS_OF_SHORT = 20;

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
  const endS = (table.startNs + table.length * table.widthNs) / NS_PER_S;
  const context = chartContext(options, { subtitle, endS });
  return createChart(connectionsSpec(table, context, options), (size) =>
    connectionsDrawing(table, drawingContext(context, 'Connections'), size, options),
  );
}

/**
 * Connecting and lost connections of a run per interval.
 *
 * @param options.intervalNs width of an interval; where absent 1 s, less in runs of a few seconds
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotConnections(
  run: Run<(typeof PLOT_CONNECTIONS_COLUMNS)[number]>,
  options: ConnectionsChartOptions & { readonly intervalNs?: Nanoseconds } = {},
): Chart {
  const { durationNs } = run.header;
  const intervalNs =
    options.intervalNs ??
    (durationNs < SHORT_NS
      ? readableIntervalNs(durationNs, INTERVALS_OF_SHORT, NS_PER_MS)
      : undefined);
  const table: ChartCounts = { startNs: 0, ...connectionCounts(run, { intervalNs }) };
  const context = chartContext(options, runContext(run.header));
  return createChart(connectionsSpec(table, context, options), (size) =>
    connectionsDrawing(table, drawingContext(context, 'Connections'), size, options),
  );
}
