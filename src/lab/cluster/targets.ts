import { nodeName } from '../topology/names.ts';
import { targetCommands } from '../topology/targets.ts';
import type { Topology } from '../topology/topology.ts';
import type { Verbs } from './verbs.ts';
import { act, type ClusterWorld } from './world.ts';

/** Which nodes the router sends traffic to. */
export interface Targets {
  readonly chosen: Set<number>;
  readonly verbs: Pick<Verbs, 'addTarget' | 'removeTarget'>;
}

export function createTargets(topology: Topology, world: ClusterWorld): Targets {
  const chosen = new Set<number>();
  const apply = (verb: 'add' | 'remove', node: number): Promise<void> => {
    const subject = nodeName(node);
    const inOrder = [...chosen].sort((a, b) => a - b);
    const commands = targetCommands(topology, inOrder);
    return act(world, { verb, subject, text: `${verb} ${subject}` }, commands);
  };
  return {
    chosen,
    verbs: {
      addTarget(node) {
        chosen.add(node);
        return apply('add', node);
      },
      removeTarget(node) {
        chosen.delete(node);
        return apply('remove', node);
      },
    },
  };
}
