import type { Command } from '../command.ts';
import { ADDRESSES, type Family } from './addresses.ts';
import { inside } from './inside.ts';
import type { Topology } from './topology.ts';

/** Buckets of a resilient group: as many as the kernel's tests take, a multiple of the usual four targets. */
const BUCKETS = 64;

/** Ids of next hops: each family has a thousand, the first of which is the group. */
const FIRST_ID: Readonly<Record<Family, number>> = { 4: 4000, 6: 6000 };

/** The multipath route to the service over some of the nodes; without targets there is no route. */
export function multipathCommands(topology: Topology, targets: readonly number[]): Command[] {
  const { ip } = inside(topology.id);
  return topology.families.map((family) => {
    const { virtualSubnet, node } = ADDRESSES[family];
    if (targets.length === 0) return ip('router', `-${family} route flush ${virtualSubnet}`);
    const hops = targets.map((target) => `nexthop via ${node(target)}`).join(' ');
    return ip('router', `-${family} route replace ${virtualSubnet} ${hops}`);
  });
}

/** The next hops that resilient groups are made of. */
export function nextHopCommands({ id, families, nodes }: Topology): Command[] {
  const { ip } = inside(id);
  return families.flatMap((family) =>
    Array.from({ length: nodes }, (_, index) =>
      ip(
        'router',
        `-${family} nexthop add id ${FIRST_ID[family] + index + 1} via ${ADDRESSES[family].node(index + 1)} dev br0`,
      ),
    ),
  );
}

/** The resilient group, and the route to it. */
export function resilientCommands(topology: Topology, targets: readonly number[]): Command[] {
  if (targets.length === 0) return multipathCommands(topology, targets);
  const { ip } = inside(topology.id);
  const { idleTimerSeconds } = topology;
  const idle = idleTimerSeconds === undefined ? '' : ` idle_timer ${idleTimerSeconds}`;
  return topology.families.flatMap((family) => {
    const group = FIRST_ID[family];
    const members = targets.map((target) => group + target).join('/');
    return [
      ip(
        'router',
        `nexthop replace id ${group} group ${members} type resilient buckets ${BUCKETS}${idle}`,
      ),
      ip('router', `-${family} route replace ${ADDRESSES[family].virtualSubnet} nhid ${group}`),
    ];
  });
}
