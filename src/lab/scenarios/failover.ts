import type { Verbs } from '../cluster/verbs.ts';
import { generationName, podName } from '../cluster/pod-name.ts';
import type { Scenario } from './scenario.ts';

/** What dies: a node's server, its link, or its route to the service's addresses. */
export type FailureKind = 'process' | 'node' | 'route';

export interface FailoverOptions {
  readonly nodes: number;
  readonly kill: FailureKind;
  /** Until the router notices. */
  readonly detectMs: number;
  readonly fromMs: number;
  readonly forMs: number;
}

/** The node that fails. */
const VICTIM = 1;

/** A part of the service dies, the router notices after a while; later the part comes back. */
export function failover({ nodes, kill, detectMs, fromMs, forMs }: FailoverOptions): Scenario {
  return {
    name: 'failover',
    forwarding: 'ecmp',
    nodes,
    replicas: nodes,
    client: 'client',
    async disturb(verbs, time) {
      const { fail, mend } = deeds(verbs, kill);
      await time.until(fromMs);
      await fail();
      await time.until(fromMs + detectMs);
      await verbs.removeTarget(VICTIM);
      await time.until(fromMs + forMs);
      await mend();
      await verbs.addTarget(VICTIM);
    },
  };
}

function deeds(
  verbs: Verbs,
  kill: FailureKind,
): { fail: () => Promise<void>; mend: () => Promise<void> } {
  switch (kill) {
    case 'process':
      return {
        fail: () => verbs.killPod(VICTIM),
        mend: () => verbs.startPod(VICTIM, podName(generationName())),
      };
    case 'node':
      return { fail: () => verbs.linkDown(VICTIM), mend: () => verbs.linkUp(VICTIM) };
    case 'route':
      return { fail: () => verbs.routeDown(VICTIM), mend: () => verbs.routeUp(VICTIM) };
  }
}
