import { max, sum } from 'd3-array';
import { connectionCounts, type ConnectionCounts, type Study } from '../../../analyze/index.ts';
import { NS_PER_MS, NS_PER_S, type Nanoseconds } from '../../../stats/index.ts';
import type { Moment } from '../../axes/moment.ts';
import { readableIntervalNs } from '../../axes/time-axis.ts';

/** Shorter runs have narrower intervals than 1 s, so that there are some. */
const SHORT_NS: Nanoseconds = 5 * NS_PER_S;
const INTERVALS_OF_SHORT = 20;

export const NO_INTERVAL = 'There is no whole interval to show';

/** What the chart of connections is asked for. */
export interface ConnectionsOptions {
  /** Draws the active connections, too. */
  readonly active?: boolean | undefined;
  /** Width of an interval; where absent 1 s, less in runs of a few seconds. */
  readonly intervalNs?: Nanoseconds | undefined;
}

/** The counts that the chart needs; row r covers `startNs + (r, r + 1] * widthNs`. */
export interface ChartCounts extends Omit<ConnectionCounts, 'new'> {
  readonly startNs: Nanoseconds;
}

/** What the chart of connections shows. */
export interface ConnectionsModel {
  readonly counts: ChartCounts;
  readonly showsActive: boolean;
  /** Lost connections of all intervals. */
  readonly lost: number;
}

/** The model of counts that are at hand. */
export function modelOfCounts(
  counts: ChartCounts,
  { active = false }: ConnectionsOptions,
): ConnectionsModel {
  return { counts, showsActive: active, lost: sum(counts.lost) };
}

/** Where the last interval ends. */
export function lastIntervalS({ startNs, length, widthNs }: ChartCounts): number {
  return (startNs + length * widthNs) / NS_PER_S;
}

/** The model of a run. */
export function connectionsModel(
  { run }: Study<'startedNs' | 'connectNs' | 'endedNs' | 'lost'>,
  options: ConnectionsOptions,
): ConnectionsModel {
  const intervalNs = options.intervalNs ?? usualIntervalNs(run.header.durationNs);
  return modelOfCounts({ startNs: 0, ...connectionCounts(run, { intervalNs }) }, options);
}

function usualIntervalNs(durationNs: Nanoseconds): Nanoseconds | undefined {
  return durationNs < SHORT_NS
    ? readableIntervalNs(durationNs, INTERVALS_OF_SHORT, NS_PER_MS)
    : undefined;
}

/**
 * The chart ends with the last whole interval, instead of showing the rest as a drop to zero; later
 * only where an event of the run is later.
 */
export function lastShownS(
  counts: ChartCounts,
  run: { readonly endS: number; readonly moments: readonly Moment[] },
): number {
  if (counts.length === 0) return run.endS;
  const within = run.moments.filter(({ timeS }) => timeS <= run.endS);
  return Math.max(lastIntervalS(counts), max(within, ({ timeS }) => timeS) ?? 0);
}
