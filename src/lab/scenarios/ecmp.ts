import type { Scenario } from './scenario.ts';

export interface EcmpOptions {
  readonly targets: number;
  /** The next hop that goes, from 1. */
  readonly remove: number;
  /** `legacy`: an ordinary multipath route; `resilient`: a resilient next-hop group. */
  readonly kind: 'legacy' | 'resilient';
  /** Of a resilient group; see `Topology`. */
  readonly idleTimerSeconds?: number;
  /** The client runs on the router itself, or behind it. */
  readonly client: 'router' | 'behind';
  readonly fromMs: number;
  readonly forMs: number;
}

/** A next hop leaves the router's route to the service and comes back; its node serves all the time. */
export function ecmp(options: EcmpOptions): Scenario {
  const { targets, remove, kind, idleTimerSeconds, client, fromMs, forMs } = options;
  return {
    name: 'ecmp',
    forwarding: kind === 'legacy' ? 'ecmp' : 'resilient',
    ...(idleTimerSeconds !== undefined && { idleTimerSeconds }),
    nodes: targets,
    replicas: targets,
    client: client === 'router' ? 'router' : 'client',
    async disturb(verbs, time) {
      await time.until(fromMs);
      await verbs.removeTarget(remove);
      await time.until(fromMs + forMs);
      await verbs.addTarget(remove);
    },
  };
}
