import type { Verbs } from '../cluster/verbs.ts';
import type { Timeline } from './timeline.ts';
import type { Forwarding } from '../topology/topology.ts';

/** What is done to a service while traffic runs. */
export interface Scenario {
  readonly name: string;
  readonly forwarding: Forwarding;
  /** See `Topology`. */
  readonly idleTimerSeconds?: number;
  /** Nodes that are made … */
  readonly nodes: number;
  /** … and how many of them serve at the beginning. */
  readonly replicas: number;
  /** Where the traffic comes from. */
  readonly client: 'client' | 'router' | 'node1';
  /** A function of time over verbs; it need not clean up behind itself. */
  readonly disturb: (verbs: Verbs, time: Timeline) => Promise<void>;
}
