import type { Nanoseconds } from '../../stats/pure.ts';
import { quantileIndex } from '../statistics/quantile.ts';

/** Share of the clients that were without service for so long, or shorter. */
export const OUTAGE_QUANTILES = { min: 0, median: 0.5, p95: 0.95, p99: 0.99, max: 1 } as const;
export type OutageQuantile = keyof typeof OUTAGE_QUANTILES;

/** A length at a quantile. */
export interface OutageLength {
  readonly ns: Nanoseconds;
  /** Whether it was not over when the run ended: it is this long at least. */
  readonly open: boolean;
}

/** How lengths are distributed over the clients; each is one that a client had (nearest rank). */
export type OutageDistribution = Readonly<Record<OutageQuantile, OutageLength>>;

/** @param lengths of at least one client */
export function outageDistribution(
  lengths: Float64Array,
  open: Uint8Array,
): OutageDistribution | undefined {
  if (lengths.length === 0) return undefined;
  // The lowest bit says that it is open, so that both are sorted at once.
  const keys = lengths.map((ns, row) => 2 * Math.round(ns) + (open[row] as number)).sort();
  const at = (share: number): OutageLength => {
    const key = keys[quantileIndex(keys.length, share)] as number;
    return { ns: Math.floor(key / 2), open: key % 2 === 1 };
  };
  const { min, median, p95, p99, max } = OUTAGE_QUANTILES;
  return { min: at(min), median: at(median), p95: at(p95), p99: at(p99), max: at(max) };
}
