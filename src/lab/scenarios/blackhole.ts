import type { BlockAnswer } from '../topology/rules/block.ts';
import type { Scenario } from './scenario.ts';

export interface BlackholeOptions {
  readonly nodes: number;
  readonly answer: BlockAnswer;
  readonly fromMs: number;
  readonly forMs: number;
}

/** The router lets no packet through to the service for a while: an outage whose truth is known. */
export function blackhole({ nodes, answer, fromMs, forMs }: BlackholeOptions): Scenario {
  return {
    name: 'blackhole',
    forwarding: 'ecmp',
    nodes,
    replicas: nodes,
    client: 'client',
    async disturb(verbs, time) {
      await time.until(fromMs);
      await verbs.block(answer);
      await time.until(fromMs + forMs);
      await verbs.unblock();
    },
  };
}
