import { nodeName, type Machine } from './names.ts';
import type { Topology } from './topology.ts';

/** All machines of a lab. */
export function machinesOf({ nodes }: Pick<Topology, 'nodes'>): Machine[] {
  return ['client', 'router', ...Array.from({ length: nodes }, (_, index) => nodeName(index + 1))];
}
