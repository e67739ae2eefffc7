import { command, type Command } from '../command.ts';
import { ADDRESSES, type Family } from './addresses.ts';
import { balancerSetupCommands } from './rules/balancer.ts';
import { inside } from './inside.ts';
import { machinesOf } from './machines.ts';
import { nextHopCommands } from './multipath.ts';
import { namespaceOf, nodeName } from './names.ts';
import type { Topology } from './topology.ts';

/**
 * The commands that build a lab. Links are made inside the namespaces, so that the host never sees
 * them; what is set below `/proc/sys` is set inside them too.
 */
export function upCommands(topology: Topology): Command[] {
  return [
    ...machinesOf(topology).map((machine) =>
      command('ip', 'netns', 'add', namespaceOf(topology.id, machine)),
    ),
    ...sysctlCommands(topology),
    ...linkCommands(topology),
    ...topology.families.flatMap((family) => addressCommands(topology, family)),
    ...(topology.forwarding === 'resilient' ? nextHopCommands(topology) : []),
    ...(topology.forwarding === 'balancer' ? balancerSetupCommands(topology) : []),
  ];
}

/** New namespaces take over some of what the host has set; the lab must not depend on it. */
function sysctlCommands(topology: Topology): Command[] {
  const { sysctl } = inside(topology.id);
  return topology.families.flatMap((family) => [
    ...machinesOf(topology).flatMap((machine) =>
      family === 4
        ? [
            sysctl(machine, 'ipv4/ip_forward', machine === 'router' ? 1 : 0),
            sysctl(machine, 'ipv4/conf/all/rp_filter', 0),
            sysctl(machine, 'ipv4/conf/default/rp_filter', 0),
          ]
        : [
            sysctl(machine, 'ipv6/conf/all/disable_ipv6', 0),
            sysctl(machine, 'ipv6/conf/default/disable_ipv6', 0),
            // No address is there twice: nobody needs to wait a second to find that out.
            sysctl(machine, 'ipv6/conf/default/accept_dad', 0),
            sysctl(machine, 'ipv6/conf/all/forwarding', machine === 'router' ? 1 : 0),
          ],
    ),
    // By addresses and ports: the connections of one client spread over all nodes.
    sysctl('router', `ipv${family}/fib_multipath_hash_policy`, 1),
  ]);
}

function linkCommands(topology: Topology): Command[] {
  const { ip } = inside(topology.id);
  const toNamespace = (machine: 'client' | `node${number}`): string =>
    `netns ${namespaceOf(topology.id, machine)}`;
  return [
    ...machinesOf(topology).map((machine) => ip(machine, 'link set lo up')),
    ip('router', 'link add br0 type bridge mcast_snooping 0'),
    ip('router', 'link set br0 up'),
    ip('router', `link add client type veth peer name eth0 ${toNamespace('client')}`),
    ip('router', 'link set client up'),
    ip('client', 'link set eth0 up'),
    ...nodesOf(topology).flatMap((node) => [
      ip('router', `link add ${node} type veth peer name eth0 ${toNamespace(node)}`),
      ip('router', `link set ${node} master br0 up`),
      ip(node, 'link set eth0 up'),
    ]),
  ];
}

function addressCommands(topology: Topology, family: Family): Command[] {
  const { ip } = inside(topology.id);
  const plan = ADDRESSES[family];
  const nodad = family === 6 ? ' nodad' : '';
  const address = (text: string, device: string): string =>
    `-${family} addr add ${text}/${plan.prefixLength} dev ${device}${nodad}`;
  const defaultRoute = (via: string): string => `-${family} route add default via ${via}`;
  return [
    ip('router', address(plan.routerAtNodes, 'br0')),
    ip('router', address(plan.routerAtClient, 'client')),
    ip('client', address(plan.client, 'eth0')),
    ip('client', defaultRoute(plan.routerAtClient)),
    ...nodesOf(topology).flatMap((node, index) => [
      ip(node, address(plan.node(index + 1), 'eth0')),
      ip(node, defaultRoute(plan.routerAtNodes)),
    ]),
    // Behind a balancer the virtual addresses are nobody's: they are translated before they are looked for.
    ...(topology.forwarding === 'balancer'
      ? [ip('router', `-${family} route add ${plan.virtualSubnet} dev br0`)]
      : nodesOf(topology).map((node) => ip(node, virtualSubnetUp(family)))),
  ];
}

/** Makes a node take all virtual addresses for its own. */
export function virtualSubnetUp(family: Family): string {
  const { virtualSubnet } = ADDRESSES[family];
  // An IPv6 address takes none of its network with it, as an IPv4 address on `lo` does.
  return family === 4
    ? `-4 addr add ${virtualSubnet} dev lo`
    : `-6 route add local ${virtualSubnet} dev lo`;
}

/** Takes the virtual addresses from a node: what still comes to them, it throws away. */
export function virtualSubnetDown(family: Family): string {
  const { virtualSubnet } = ADDRESSES[family];
  return family === 4
    ? `-4 addr del ${virtualSubnet} dev lo`
    : `-6 route del local ${virtualSubnet} dev lo`;
}

function nodesOf(topology: Topology): `node${number}`[] {
  return Array.from({ length: topology.nodes }, (_, index) => nodeName(index + 1));
}
