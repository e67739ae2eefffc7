import { max, min, sum } from 'd3-array';
import { NS_PER_S } from '../../../stats/index.ts';
import { timeStep } from '../../axes/ticks.ts';
import type { ChartCounts } from './connections-model.ts';

/**
 * The same counts in at most `most` wider intervals that people read time in: losses add up, of
 * the connections that were connecting or active the most and the fewest are kept.
 */
export function mergeCounts(counts: ChartCounts, most: number): ChartCounts {
  if (counts.length <= most) return counts;
  const step = timeStep((counts.length * counts.widthNs) / NS_PER_S, most) * NS_PER_S;
  const factor = Math.max(Math.ceil(counts.length / most), Math.round(step / counts.widthNs));
  const length = Math.ceil(counts.length / factor);
  const merge = (
    column: Uint32Array,
    combine: (values: Iterable<number>) => number | undefined,
  ): Uint32Array =>
    Uint32Array.from(
      { length },
      (_, row) => combine(column.subarray(row * factor, (row + 1) * factor)) ?? 0,
    );
  return {
    startNs: counts.startNs,
    widthNs: counts.widthNs * factor,
    length,
    active: merge(counts.active, min),
    lost: merge(counts.lost, sum),
    connecting: merge(counts.connecting, max),
  };
}
