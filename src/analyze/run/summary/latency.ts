import type { Nanoseconds, RunHeader } from '../../../stats/pure.ts';
import { numberField } from './json-fields.ts';

/**
 * Round trips of a whole run, from the time at which each packet should have been sent: waiting for
 * its turn counts, so that a stall is not seen as one slow packet (coordinated omission).
 */
export interface Latency {
  readonly p50Ns: Nanoseconds;
  readonly p99Ns: Nanoseconds;
  readonly maxNs: Nanoseconds;
}

/** The round trips of a run; undefined where they were not recorded, or where no echo came. */
export function latency({ latency: recorded }: RunHeader): Latency | undefined {
  const p50Ns = numberField(recorded, 'P50');
  const p99Ns = numberField(recorded, 'P99');
  const maxNs = numberField(recorded, 'Max');
  if (p50Ns === undefined || p99Ns === undefined || maxNs === undefined) return undefined;
  if (numberField(recorded, 'Count') === 0) return undefined;
  return { p50Ns, p99Ns, maxNs };
}
