import type { Scenario } from './scenario.ts';

export interface LossOptions {
  readonly nodes: number;
  /** Of a packet to be dropped, from 0 to 1. */
  readonly probability: number;
  readonly fromMs: number;
  readonly forMs: number;
}

/** Packets from the service are dropped on their way into the client, for a while. */
export function loss({ nodes, probability, fromMs, forMs }: LossOptions): Scenario {
  return {
    name: 'loss',
    forwarding: 'ecmp',
    nodes,
    replicas: nodes,
    client: 'client',
    async disturb(verbs, time) {
      await time.until(fromMs);
      await verbs.dropPackets('client', probability);
      await time.until(fromMs + forMs);
      await verbs.stopDropping('client');
    },
  };
}
