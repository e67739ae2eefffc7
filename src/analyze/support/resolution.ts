import {
  NS_PER_S,
  packetIntervalS,
  rateForIntervalKBps,
  type Nanoseconds,
  type OfferedLoad,
} from '../../stats/pure.ts';

/** The reply timeout of the traffic client, where the file does not say it. */
export const REPLY_TIMEOUT_NS: Nanoseconds = NS_PER_S;

/** Coarser than this, times that are derived from losses deserve a warning. */
export const COARSE_RESOLUTION_NS: Nanoseconds = 0.5 * NS_PER_S;

/**
 * The packet interval of one connection: no time that is derived from losses is known better.
 * 0 where the run has no rate.
 */
export function resolutionNs(load: OfferedLoad): Nanoseconds {
  return load.rateKBps <= 0 ? 0 : packetIntervalS(load) * NS_PER_S;
}

/**
 * A longer pause between two losses ends a burst: a client notices a loss with its next packet, or
 * when the reply does not come.
 */
export function burstGapNs(
  load: OfferedLoad,
  replyTimeoutNs: Nanoseconds = REPLY_TIMEOUT_NS,
): Nanoseconds {
  return resolutionNs(load) + replyTimeoutNs;
}

/** The lowest whole rate at which the resolution is not coarse. */
export function rateForFineResolutionKBps(load: Omit<OfferedLoad, 'rateKBps'>): number {
  return Math.ceil(rateForIntervalKBps(load, COARSE_RESOLUTION_NS / NS_PER_S));
}
