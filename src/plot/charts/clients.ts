import type { ClientChains, ReplicaTable } from '../../analyze/index.ts';
import { NS_PER_S } from '../../stats/index.ts';
import { greatest } from '../greatest.ts';
import { layOut, plotWidthOf } from '../layout.ts';
import { counted, numberText } from '../number-text.ts';
import type { ChartContext } from '../options.ts';
import { replicaColour, themeOf, type Theme } from '../theme.ts';
import { countTicks } from '../ticks.ts';
import { timeAxis } from '../time-axis.ts';
import {
  clientRows,
  FIRST_REPLICA,
  UNKNOWN,
  type ClientRun,
  type ClientRows,
} from './client-rows.ts';
import { colourBy, eventMoments, frame, QUIET, xAxis } from './frame.ts';
import type { ChartSpec, LegendEntry } from './frame.ts';
import { legendTextWidth, replicaLabels, type ReplicaColumn } from './replica-labels.ts';

const NO_REPLY = 'No reply';
/** Rows are drawn no thicker than this, in pixels. */
const MOST_THICKNESS = 24;
/** Of a row's height, what its bar takes where there is room for a gap. */
const FILLED = 0.8;
const LEAST_GAPPED = 4;
const OVERLAP = 0.5;
const LABEL_HEIGHT = 12;

/** Host code -> state, as `clientRows` wants it. */
export function hostStates(run: ClientRun, replicas: readonly ReplicaColumn[]): Uint16Array {
  const stateOf = new Map(
    replicas.flatMap(({ hosts }, index) => hosts.map((host) => [host, FIRST_REPLICA + index])),
  );
  const { host } = run.connections;
  return Uint16Array.from(
    { length: host.distinct },
    (_, code) => stateOf.get(host.value(code)) ?? UNKNOWN,
  );
}

/** Whether there was a connection whose replica is not known. */
export function servedByUnknown({ connections }: ClientRun, states: Uint16Array): boolean {
  const { connectNs, host } = connections;
  return connectNs.some((connect, i) => connect > 0 && states[host.codes[i] ?? 0] === UNKNOWN);
}

/** A row for each client, coloured by the replica that served it; blank where it had no connection. */
export function clientsSpec(
  run: ClientRun,
  chains: Pick<ClientChains, 'clients' | 'clientOf' | 'slots'>,
  replicas: ReplicaTable['replicas'],
  context: ChartContext,
): ChartSpec {
  const theme = themeOf(context.theme);
  const states = hostStates(run, replicas);
  const yLabels = [numberText(greatest(chains.slots, chains.clients))];
  const labels = replicaLabels(
    replicas,
    legendTextWidth(replicas, plotWidthOf(context.width, yLabels)),
  );
  const legendOf = (unknown: boolean): LegendEntry[] => [
    ...labels.map((label, index) => ({ label, colour: replicaColour(theme, index) })),
    ...(unknown || labels.length === 0 ? [{ label: NO_REPLY, colour: theme.unknown }] : []),
  ];
  const layoutOf = (legend: readonly LegendEntry[]): ReturnType<typeof layOut> =>
    layOut(context, {
      yLabels,
      legend: legend.map(({ label }) => label),
      moments: eventMoments(context),
    });
  const unknown = servedByUnknown(run, states);
  const legend = legendOf(unknown);
  const layout = layoutOf(legend);
  const durationNs = context.endS * NS_PER_S;
  const made = clientRows(run, chains, states, {
    mostRows: layout.plotHeight,
    instants: layout.plotWidth,
    durationNs,
  });
  const time = timeAxis(context.endS, layout.plotWidth);
  const unit = NS_PER_S * time.secondsPerUnit;
  const edges = rowEdges(made.rows, layout.plotHeight);
  return frame(context, layout, time, {
    title: 'Clients',
    notes: [note(made)],
    layers: [
      {
        data: {
          values: made.stretches.map(({ row, fromNs, toNs, state }) => ({
            replica: state === UNKNOWN ? NO_REPLY : (labels[state - FIRST_REPLICA] ?? NO_REPLY),
            from: round(fromNs / unit),
            to: round(toNs / unit),
            ...edges(row),
          })),
        },
        mark: { type: 'rect', ...QUIET },
        encoding: {
          x: { field: 'from', ...xAxis(time) },
          x2: { field: 'to' },
          y: { field: 'top', ...rowAxis(made, chains.slots, layout.plotHeight, theme) },
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
): object {
  const scale = { domain: [0, Math.max(1, rows)], nice: false, reverse: true };
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
