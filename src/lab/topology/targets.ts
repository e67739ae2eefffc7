import type { Command } from '../command.ts';
import { balancerCommands } from './rules/balancer.ts';
import { multipathCommands, resilientCommands } from './multipath.ts';
import type { Topology } from './topology.ts';

/** Makes the router send the service's traffic to these nodes, and to no others. */
export function targetCommands(topology: Topology, targets: readonly number[]): Command[] {
  switch (topology.forwarding) {
    case 'ecmp':
      return multipathCommands(topology, targets);
    case 'resilient':
      return resilientCommands(topology, targets);
    case 'balancer':
      return balancerCommands(topology, targets);
  }
}
