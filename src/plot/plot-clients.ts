import { clientChains, REPLICA_TABLE_COLUMNS, replicaTable } from '../analyze/index.ts';
import type { Run } from '../stats/index.ts';
import { createChart, type Chart } from './chart.ts';
import { clientsSpec } from './charts/clients.ts';
import { drawingContext } from './drawing-context.ts';
import { chartContext, runContext, type ChartOptions } from './options.ts';
import { clientsDrawing } from './terminal/clients.ts';

/** Columns that `plotClients` reads. */
export const PLOT_CLIENTS_COLUMNS: typeof REPLICA_TABLE_COLUMNS = REPLICA_TABLE_COLUMNS;

/**
 * A row for each client, coloured by the replica that served it, blank where it had no connection.
 * Many clients are sorted, and share rows where they would be thinner than a pixel.
 *
 * @param options.events decide which disturbance a host's replica is named after, too
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotClients(
  run: Run<(typeof PLOT_CLIENTS_COLUMNS)[number]>,
  options: ChartOptions = {},
): Chart {
  const { replicas } = replicaTable(run, options);
  const chains = clientChains(run);
  const context = chartContext(options, runContext(run.header));
  return createChart(clientsSpec(run, chains, replicas, context), (size) =>
    clientsDrawing(run, chains, replicas, drawingContext(context, 'Clients'), size),
  );
}
