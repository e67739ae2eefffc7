import { noCounters } from '../../../stats/index.ts';
import type { Launch } from './launch.ts';
import type { PartListener } from './part.ts';
import { runPart, type StartTraffic } from './run-part.ts';
import { clockFrom } from './start-of-run.ts';

/** All parts in this thread. */
export function launchHere(startTraffic: StartTraffic): Launch {
  return (orders) =>
    Promise.resolve({
      begin: (start, listenerOf) => {
        const now = clockFrom(start);
        return orders.map((order, part) => runPart(order, listenerOf(part), now, startTraffic));
      },
    });
}

/** Of a run that is over before it begins. */
export const launchNothing: Launch = (orders) =>
  Promise.resolve({
    begin: (_start, listenerOf) =>
      orders.map((_order, part) => {
        tellNothing(listenerOf(part));
        return { stop: () => undefined };
      }),
  });

function tellNothing(listener: PartListener): void {
  listener.onReport({
    timeMs: 0,
    counters: noCounters(),
    roundTrips: [],
    lateness: [],
    loopDelays: [],
    late: 0,
    sample: Infinity,
    status: Infinity,
  });
  listener.onOver('interrupted');
}
