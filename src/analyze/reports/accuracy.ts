import { NS_PER_S, type Nanoseconds, type RunHeader } from '../../stats/pure.ts';
import { COARSE_RESOLUTION_NS, rateForFineResolutionKBps } from '../support/resolution.ts';
import { durationText } from './time-text.ts';

/** What every report says that has times derived from losses: how well they are known, and what would help. */
export function accuracyNotes(
  resolutionNs: Nanoseconds,
  header: Pick<RunHeader, 'connections' | 'packetSizeBytes'>,
): string[] {
  if (resolutionNs === 0) return [];
  const notes = [`Times of losses are known to ±${durationText(resolutionNs)} (the resolution).`];
  if (resolutionNs > COARSE_RESOLUTION_NS) {
    const limit = COARSE_RESOLUTION_NS / NS_PER_S;
    notes.push(
      `Warning: that is more than ${limit} s; record with -rate ${rateForFineResolutionKBps(header)} or more.`,
    );
  }
  return notes;
}
