import { REPLICA_TABLE_COLUMNS, type NoOptions, type RunOrStudy } from '../../../analyze/index.ts';
import type { Chart } from '../../chart.ts';
import type { ChartOptions } from '../../options.ts';
import { defineChart, type RunChart } from '../define-chart.ts';
import { clientsDrawing } from './clients-drawing.ts';
import { clientsModel, type ClientsModel } from './clients-model.ts';
import { clientsSpec } from './clients-spec.ts';

/** Columns that `plotClients` reads. */
export const PLOT_CLIENTS_COLUMNS: typeof REPLICA_TABLE_COLUMNS = REPLICA_TABLE_COLUMNS;

/** What served each client when. */
export const clientsChart: RunChart<typeof PLOT_CLIENTS_COLUMNS, NoOptions, ClientsModel> =
  defineChart({
    name: 'clients',
    summary: 'a row for each client, coloured by the replica that served it',
    title: 'Clients',
    columns: PLOT_CLIENTS_COLUMNS,
    takes: {},
    drawsEvents: true,
    model: clientsModel,
    spec: clientsSpec,
    draw: clientsDrawing,
  });

/**
 * A row for each client, coloured by the replica that served it, blank where it had no connection.
 * Many clients are sorted, and share rows where they would be thinner than a pixel.
 *
 * @param options.events decide which disturbance a host's replica is named after, too
 * @throws {StatsError} where the run was recorded without connections
 */
export function plotClients(
  of: RunOrStudy<(typeof PLOT_CLIENTS_COLUMNS)[number]>,
  options: ChartOptions = {},
): Chart {
  return clientsChart.plot(of, options);
}
