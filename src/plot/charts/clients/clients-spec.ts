import { max } from 'd3-array';
import { NS_PER_S } from '../../../stats/index.ts';
import { countTicks } from '../../axes/ticks.ts';
import { timeAxis } from '../../axes/time-axis.ts';
import type { ChartContext } from '../../options.ts';
import { xAxis, type QuantitativeAxis } from '../../picture/axes.ts';
import { QUIET, type ChartSpec } from '../../picture/chart-spec.ts';
import { frame } from '../../picture/frame.ts';
import { layOut } from '../../picture/layout.ts';
import { colourBy, type LegendEntry } from '../../picture/legend.ts';
import { replicaLegend } from '../../picture/replica-legend.ts';
import { themeOf, type Theme } from '../../picture/theme.ts';
import { counted, numberText } from '../../text/number-text.ts';
import { clientRows, type ClientRows } from './client-rows.ts';
import { FIRST_REPLICA, NO_REPLY, UNKNOWN, type ClientsModel } from './clients-model.ts';

/** Rows are drawn no thicker than this, in pixels. */
const MOST_THICKNESS = 24;
/** Of a row's height, what its bar takes where there is room for a gap. */
const FILLED = 0.8;
const LEAST_GAPPED = 4;
const OVERLAP = 0.5;
const LABEL_HEIGHT = 12;

/** A row for each client, coloured by the replica that served it; blank where it had no connection. */
export function clientsSpec(model: ClientsModel, context: ChartContext): ChartSpec {
  const { chains, replicas, hasUnknown } = model;
  const theme = themeOf(context.theme);
  const yLabels = [numberText(Math.max(chains.clients, max(chains.slots) ?? 0))];
  const ofReplicas = replicaLegend(replicas, context, yLabels);
  const legend: LegendEntry[] = [
    ...ofReplicas,
    ...(hasUnknown || ofReplicas.length === 0 ? [{ label: NO_REPLY, colour: theme.unknown }] : []),
  ];
  const layout = layOut(context, {
    yLabels,
    legend: legend.map(({ label }) => label),
    moments: context.moments,
  });
  const { plotWidth, plotHeight } = layout;
  const made = clientRows(model, { mostRows: plotHeight, instants: plotWidth });
  const time = timeAxis(context.endS, plotWidth);
  const unitNs = NS_PER_S * time.secondsPerUnit;
  const edges = rowEdges(made.rows, plotHeight);
  const labelOf = (state: number): string =>
    state === UNKNOWN ? NO_REPLY : (ofReplicas[state - FIRST_REPLICA]?.label ?? NO_REPLY);
  return frame(context, layout, time, {
    notes: [note(made)],
    layers: [
      {
        data: {
          values: made.stretches.map(({ row, fromNs, toNs, state }) => ({
            replica: labelOf(state),
            from: round(fromNs / unitNs),
            to: round(toNs / unitNs),
            ...edges(row),
          })),
        },
        mark: { type: 'rect', ...QUIET },
        encoding: {
          x: { field: 'from', ...xAxis(time) },
          x2: { field: 'to' },
          y: { field: 'top', ...rowAxis(made, chains.slots, plotHeight, theme) },
          y2: { field: 'bottom' },
          color: colourBy({ field: 'replica' }, legend, layout),
        },
      },
    ],
  });
}

/** Six decimals of a time unit, or of a row, are far below a pixel. */
function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

/**
 * Where a row's bar begins and ends, in rows. Edges are whole pixels, and rows without a gap reach
 * a little below the next one, which is drawn over them: else the background would shine through
 * between them as a pattern.
 */
function rowEdges(rows: number, height: number): (row: number) => { top: number; bottom: number } {
  const pixels = height / Math.max(1, rows);
  const dense = pixels < LEAST_GAPPED;
  const free = dense ? 0 : pixels - Math.min(FILLED * pixels, MOST_THICKNESS);
  return (row) => {
    const top = Math.round(row * pixels) + Math.round(free / 2);
    const end = Math.round((row + 1) * pixels) - Math.round(free / 2);
    const bottom = Math.max(top + 1, end) + (dense && row < rows - 1 ? OVERLAP : 0);
    return { top: round(top / pixels), bottom: round(bottom / pixels) };
  };
}

function note({ clients, rows, sorted }: ClientRows): string {
  const alike = sorted ? ', alike ones together' : '';
  const shared = rows < clients ? `, about ${numberText(Math.round(clients / rows))} to a row` : '';
  return `${counted(clients, 'client')}${alike}${shared}`;
}

/** Clients' own numbers where each row has its label, else how many clients there are. */
function rowAxis(
  { rows, clients, sorted }: ClientRows,
  slots: Int32Array,
  height: number,
  theme: Theme,
): QuantitativeAxis {
  const scale: QuantitativeAxis['scale'] = {
    domain: [0, Math.max(1, rows)],
    nice: false,
    reverse: true,
  };
  if (!sorted) {
    const every = Math.max(1, Math.ceil((rows * LABEL_HEIGHT) / height));
    const values = Array.from({ length: Math.ceil(rows / every) }, (_, i) => i * every + 0.5);
    return {
      type: 'quantitative',
      title: 'Client',
      scale,
      axis: {
        values,
        labelExpr: `format([${slots.join()}][datum.value - 0.5], "d")`,
        grid: false,
      },
    };
  }
  const ticks = countTicks(clients, 5, true).filter((tick) => tick <= clients);
  return {
    type: 'quantitative',
    title: 'Clients',
    scale,
    axis: {
      values: ticks.map((tick) => (tick * rows) / clients),
      labelExpr: `format(datum.value * ${clients / rows}, ",.0f")`,
      gridColor: theme.grid,
    },
  };
}
