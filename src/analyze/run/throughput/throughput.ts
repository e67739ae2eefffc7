import { BYTES_PER_KB, NS_PER_S, type Run } from '../../../stats/pure.ts';
import { requireSamples } from '../../study/require.ts';
import type { IntervalOptions } from '../intervals.ts';
import { unwrapped } from '../unwrap.ts';

/** Received traffic from sample to sample. */
export interface Throughput {
  readonly length: number;
  readonly fromNs: Float64Array;
  readonly toNs: Float64Array;
  /** Whole KB received in the interval over its seconds, as the original rounds. */
  readonly rateKBps: Float64Array;
}

/**
 * Throughput from sample to sample. What came before the first sample is in no row, as in the original.
 *
 * @param options.intervalNs joins samples until a row is about so wide; each sample is a row where absent
 * @throws {StatsError} where the run was recorded without samples
 */
export function throughput(run: Run<never>, { intervalNs = 0 }: IntervalOptions = {}): Throughput {
  requireSamples(run);
  const { timeNs, length: samples } = run.samples;
  const received = unwrapped(run.samples.received);
  const from: number[] = [];
  const to: number[] = [];
  const rate: number[] = [];
  // Samples are never exactly on time: half their distance is close enough to the wanted width.
  const slack =
    samples < 2 ? 0 : ((timeNs[samples - 1] as number) - (timeNs[0] as number)) / (samples - 1) / 2;
  let last = 0;
  for (let i = 1; i < samples; i++) {
    const fromNs = timeNs[last] as number;
    const toNs = timeNs[i] as number;
    if (toNs <= fromNs || toNs - fromNs < intervalNs - slack) continue;
    const bytes =
      ((received[i] as number) - (received[last] as number)) * run.header.packetSizeBytes;
    from.push(fromNs);
    to.push(toNs);
    rate.push(Math.floor(bytes / BYTES_PER_KB) / ((toNs - fromNs) / NS_PER_S));
    last = i;
  }
  return {
    length: rate.length,
    fromNs: Float64Array.from(from),
    toNs: Float64Array.from(to),
    rateKBps: Float64Array.from(rate),
  };
}
