import { CONNECTION_COUNTS_COLUMNS, type RunOrStudy } from '../../../analyze/index.ts';
import type { Nanoseconds } from '../../../stats/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { connectionsDrawing } from './connections-drawing.ts';
import {
  connectionsModel,
  lastIntervalS,
  modelOfCounts,
  type ChartCounts,
  type ConnectionsModel,
  type ConnectionsOptions,
} from './connections-model.ts';
import { connectionsSpec } from './connections-spec.ts';
import { parseCounts } from './parse-counts.ts';

/** Columns that `plotConnections` reads. */
export const PLOT_CONNECTIONS_COLUMNS: typeof CONNECTION_COUNTS_COLUMNS = CONNECTION_COUNTS_COLUMNS;

/** Connecting and lost connections per interval. */
export const connectionsChart: RunChart<
  typeof PLOT_CONNECTIONS_COLUMNS,
  ConnectionsOptions,
  ConnectionsModel
> = defineChart({
  name: 'connections',
  summary: 'connecting and lost connections per interval; the word Active adds the active ones',
  title: 'Connections',
  columns: PLOT_CONNECTIONS_COLUMNS,
  takes: { active: true, intervalNs: true },
  drawsEvents: true,
  model: connectionsModel,
  spec: connectionsSpec,
  draw: connectionsDrawing,
  readTable: (text, source, options) => {
    const counts = parseCounts(text, source);
    return { model: modelOfCounts(counts, options), endS: lastIntervalS(counts) };
  },
});

/** Counts per interval that came from somewhere else than a run. */
export type CountsTable = Omit<ChartCounts, 'startNs'> & {
  /** Where the first interval begins. Default 0. */
  readonly startNs?: Nanoseconds;
};

export type ConnectionsChartOptions = ChartOptions & Pick<ConnectionsOptions, 'active'>;

/** Connecting and lost connections per interval, of counts that are at hand. */
export function plotConnectionCounts(
  counts: CountsTable,
  options: ConnectionsChartOptions = {},
  subtitle = '',
): Chart {
  const table = { startNs: 0, ...counts };
  const run = { subtitle, endS: lastIntervalS(table) };
  return connectionsChart.plotModel(modelOfCounts(table, options), run, options);
}

/**
 * Connecting and lost connections of a run per interval.
 *
 * @param options.intervalNs width of an interval; where absent 1 s, less in runs of a few seconds
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotConnections(
  of: RunOrStudy<(typeof PLOT_CONNECTIONS_COLUMNS)[number]>,
  options: ChartOptions & ConnectionsOptions = {},
): Chart {
  return connectionsChart.plot(of, options);
}
