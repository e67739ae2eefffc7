import { NS_PER_S } from '../../stats/index.ts';
import { timeStep, timeTicks } from './ticks.ts';

/** How a chart shows time: the unit, and how many seconds one of it has. */
export interface TimeAxis {
  readonly title: string;
  readonly secondsPerUnit: number;
  /** In the unit, as is all that is drawn. */
  readonly end: number;
  readonly ticks: readonly number[];
}

const UNITS = [
  { title: 'Time (s)', secondsPerUnit: 1, upToS: 1200 },
  { title: 'Time (min)', secondsPerUnit: 60, upToS: 36_000 },
  { title: 'Time (h)', secondsPerUnit: 3600, upToS: Infinity },
] as const;

/** Room for a tick label, so that neighbours keep apart. */
const PIXELS_PER_TICK = 60;
/** With one, a run just below a round time had but its 0. */
const LEAST_TICKS = 2;

/** The time axis of a run of `endS` seconds drawn `width` pixels (or `mostTicks` labels) wide. */
export function timeAxis(
  endS: number,
  width: number,
  mostTicks: number = Math.max(LEAST_TICKS, Math.floor(width / PIXELS_PER_TICK)),
): TimeAxis {
  const span = endS > 0 ? endS : 1;
  const unit = UNITS.find(({ upToS }) => span <= upToS) ?? UNITS[2];
  return {
    title: unit.title,
    secondsPerUnit: unit.secondsPerUnit,
    end: span / unit.secondsPerUnit,
    ticks: timeTicks(span, mostTicks).map((s) => Number((s / unit.secondsPerUnit).toPrecision(12))),
  };
}

/**
 * Nanoseconds in which a run of `durationNs` has at most `most` intervals, never less than
 * `leastNs`: a width that people read time in.
 */
export function readableIntervalNs(durationNs: number, most: number, leastNs: number): number {
  const step = timeStep(durationNs / NS_PER_S, Math.max(1, most)) * NS_PER_S;
  return Math.max(leastNs, Math.round(step));
}
