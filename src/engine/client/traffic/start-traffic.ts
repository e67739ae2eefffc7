import type { Clock } from '../../platform/clock.ts';
import type { TrafficPlan } from '../plan/traffic-plan.ts';
import type { Traffic, TrafficListener } from './listener.ts';
import { TrafficRun } from './traffic-run.ts';

/**
 * Makes the traffic of one thread. Nothing is told before this returns.
 *
 * @param now milliseconds since the start of the run, which all threads of it share
 * @throws EngineError 'option' where the sources are no addresses, or can reach no endpoint
 */
export function startTraffic(plan: TrafficPlan, listener: TrafficListener, now: Clock): Traffic {
  return new TrafficRun(plan, listener, now);
}
