import { command, type Command } from '../command.ts';
import { machinesOf } from './machines.ts';
import { labPrefix, namespaceOf } from './names.ts';
import type { Topology } from './topology.ts';

/** The commands that take a lab down: with a namespace go its links, addresses, routes and rules. */
export function downCommands(topology: Topology): Command[] {
  return machinesOf(topology)
    .reverse()
    .map((machine) => deleteNamespace(namespaceOf(topology.id, machine)));
}

/** The commands that take down what there is of a lab, however far it came. */
export function downCommandsFor(id: string, namespaces: readonly string[]): Command[] {
  return namespaces.filter((name) => name.startsWith(labPrefix(id))).map(deleteNamespace);
}

function deleteNamespace(namespace: string): Command {
  return command('ip', 'netns', 'del', namespace);
}
