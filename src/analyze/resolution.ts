import { BYTES_PER_KB, NS_PER_S, type Nanoseconds, type RunHeader } from '../stats/pure.ts';

/** The reply timeout of the traffic client, where the file does not say it. */
export const REPLY_TIMEOUT_NS: Nanoseconds = NS_PER_S;

/** Coarser than this, times that are derived from losses deserve a warning. */
export const COARSE_RESOLUTION_NS: Nanoseconds = 0.5 * NS_PER_S;

/**
 * The packet interval of one connection: no time that is derived from losses is known better.
 * 0 where the run has no rate.
 */
export function resolutionNs({
  connections,
  packetSizeBytes,
  rateKBps,
}: Pick<RunHeader, 'connections' | 'packetSizeBytes' | 'rateKBps'>): Nanoseconds {
  if (rateKBps <= 0) return 0;
  return ((connections * packetSizeBytes) / (rateKBps * BYTES_PER_KB)) * NS_PER_S;
}

/** The lowest whole rate at which the resolution is not coarse. */
export function rateForFineResolutionKBps({
  connections,
  packetSizeBytes,
}: Pick<RunHeader, 'connections' | 'packetSizeBytes'>): number {
  return Math.ceil(
    (connections * packetSizeBytes) / BYTES_PER_KB / (COARSE_RESOLUTION_NS / NS_PER_S),
  );
}
