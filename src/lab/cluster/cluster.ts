import { runAll } from '../system/run-command.ts';
import { targetCommands } from '../topology/targets.ts';
import type { Topology } from '../topology/topology.ts';
import { createFaults } from './faults.ts';
import { generationName, podName } from './pod-name.ts';
import { createPods, type Pods } from './pods.ts';
import { createTargets } from './targets.ts';
import type { Verbs } from './verbs.ts';
import type { ClusterWorld } from './world.ts';

export interface Cluster extends Verbs {
  readonly topology: Topology;
  /** The servers that run, by node. */
  readonly pods: Pods['running'];
  /** The first nodes serve, all under names of one generation, and are the router's targets. */
  setUp(replicas: number): Promise<void>;
}

/** The verbs on a lab that is up. */
export function createCluster(topology: Topology, world: ClusterWorld): Cluster {
  const pods = createPods(topology, world);
  const targets = createTargets(topology, world);
  return {
    topology,
    pods: pods.running,
    async setUp(replicas) {
      const nodes = Array.from({ length: replicas }, (_, index) => index + 1);
      const generation = generationName();
      await Promise.all(nodes.map((node) => pods.bringUp(node, podName(generation))));
      for (const node of nodes) targets.chosen.add(node);
      // All at once: a resilient group moves no bucket to who joins it later, until that is idle.
      await runAll(world.run, targetCommands(topology, nodes));
    },
    ...pods.verbs,
    ...targets.verbs,
    ...createFaults(topology, world),
  };
}
