import type { Milliseconds } from '../../../platform/clock.ts';
import type { TrafficPlan } from '../../plan/traffic-plan.ts';

/** So long before the end of the run no connection is begun any more. */
export function quietTimeMs({ transport }: Pick<TrafficPlan, 'transport'>): Milliseconds {
  return transport === 'tcp' ? 2000 : 1000;
}

/**
 * Whether a client may begin to connect, or try again. The first attempt of each is made however
 * short the run is.
 */
export function mayBegin(
  plan: Pick<TrafficPlan, 'transport' | 'durationMs'>,
  elapsedMs: Milliseconds,
  first: boolean,
): boolean {
  return first || elapsedMs <= plan.durationMs - quietTimeMs(plan);
}
