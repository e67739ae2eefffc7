import type { Family } from '../topology/addresses.ts';
import { inside } from '../topology/inside.ts';
import { lossCommands } from '../topology/loss.ts';
import { nodeName, type Machine } from '../topology/names.ts';
import type { Topology } from '../topology/topology.ts';
import { virtualSubnetDown, virtualSubnetUp } from '../topology/up.ts';
import type { Verbs } from './verbs.ts';
import { act, type ClusterWorld } from './world.ts';

type FaultVerbs = Pick<
  Verbs,
  'dropPackets' | 'stopDropping' | 'linkDown' | 'linkUp' | 'routeDown' | 'routeUp'
>;

/** What can go wrong on the way to the servers. */
export function createFaults(topology: Topology, world: ClusterWorld): FaultVerbs {
  const { ip } = inside(topology.id);
  /** The share that is dropped at a machine. */
  const dropping = new Map<Machine, number>();
  const setLink = (node: number, state: 'up' | 'down'): Promise<void> => {
    const subject = nodeName(node);
    return act(world, { verb: `link-${state}`, subject, text: `link of ${subject} ${state}` }, [
      ip('router', `link set ${subject} ${state}`),
    ]);
  };
  const setRoute = (
    node: number,
    state: 'up' | 'down',
    words: (family: Family) => string,
  ): Promise<void> => {
    const subject = nodeName(node);
    return act(
      world,
      { verb: `route-${state}`, subject, text: `route of ${subject} ${state}` },
      topology.families.map((family) => ip(subject, words(family))),
    );
  };
  return {
    dropPackets(machine, share) {
      dropping.set(machine, share);
      const text = `drop ${Number((share * 100).toFixed(4))} % at the ${machine}`;
      const commands = lossCommands(topology, machine, share, 'begin');
      return act(world, { verb: 'drop', subject: machine, text }, commands);
    },
    stopDropping(machine) {
      const share = dropping.get(machine) ?? 0;
      dropping.delete(machine);
      const deed = { verb: 'stop-dropping', subject: machine, text: 'stop dropping' } as const;
      return act(world, deed, lossCommands(topology, machine, share, 'end'));
    },
    linkDown: (node) => setLink(node, 'down'),
    linkUp: (node) => setLink(node, 'up'),
    routeDown: (node) => setRoute(node, 'down', virtualSubnetDown),
    routeUp: (node) => setRoute(node, 'up', virtualSubnetUp),
  };
}
