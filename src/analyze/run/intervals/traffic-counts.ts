import type { Run } from '../../../stats/pure.ts';
import { intervalsOf, type IntervalOptions, type Intervals } from '../intervals.ts';
import { UINT32_RANGE, unwrapped } from '../unwrap.ts';

/** Packets per interval. */
export interface TrafficCounts extends Intervals {
  readonly sent: Float64Array;
  readonly received: Float64Array;
  readonly dropped: Float64Array;
}

/**
 * Packets per interval. Between two samples a counter is taken to rise evenly, and is rounded to
 * whole packets at each interval's end, so that the intervals add up to the counter at the last end.
 *
 * @returns undefined where the run has no samples
 */
export function trafficCounts(
  run: Run<never>,
  { intervalNs }: IntervalOptions = {},
): TrafficCounts | undefined {
  const { header, samples } = run;
  if (samples.length === 0) return undefined;
  const intervals = intervalsOf(header.durationNs, intervalNs);
  const lastNs = samples.timeNs[samples.length - 1] as number;
  const timesNs = new Float64Array(samples.length + 2);
  timesNs.set(samples.timeNs, 1);
  timesNs[samples.length + 1] = Math.max(lastNs, header.durationNs);
  const perInterval = (counter: Uint32Array, total: number): Float64Array => {
    const levels = new Float64Array(timesNs.length);
    levels.set(unwrapped(counter), 1);
    const last = levels[levels.length - 2] ?? 0;
    // The run's own counter is the sample at its end, unless the file was cut short before it came.
    levels[levels.length - 1] = Math.max(
      last,
      total + Math.floor(last / UINT32_RANGE) * UINT32_RANGE,
    );
    return differences(timesNs, levels, intervals);
  };
  return {
    ...intervals,
    sent: perInterval(samples.sent, header.sent),
    received: perInterval(samples.received, header.received),
    dropped: perInterval(samples.dropped, header.dropped),
  };
}

function differences(
  timesNs: Float64Array,
  levels: Float64Array,
  { widthNs, length }: Intervals,
): Float64Array {
  const counts = new Float64Array(length);
  let at = 0;
  let before = 0;
  for (let row = 0; row < length; row++) {
    const endNs = (row + 1) * widthNs;
    while (at < timesNs.length - 2 && (timesNs[at + 1] as number) < endNs) at++;
    const fromNs = timesNs[at] as number;
    const toNs = timesNs[at + 1] ?? fromNs;
    const from = levels[at] as number;
    const to = levels[at + 1] ?? from;
    const share = toNs > fromNs ? Math.min(1, (endNs - fromNs) / (toNs - fromNs)) : 1;
    const level = Math.round(from + (to - from) * share);
    counts[row] = level - before;
    before = level;
  }
  return counts;
}
