import {
  clientCommand,
  downCommands,
  generationName,
  nodeName,
  podName,
  serverCommand,
  shellText,
  targetCommands,
  topologyOf,
  upCommands,
  type Scenario,
  type Topology,
  type TrafficOptions,
} from '../../../lab/index.ts';
import type { Io } from '../../shared/program/io.ts';
import { CTRAFFIC } from '../host/ctraffic-program.ts';

/** Prints what a scenario would run, as a shell script, and runs nothing. */
export function printCommands(
  scenario: Scenario,
  id: string,
  families: Topology['families'],
  traffic: TrafficOptions | undefined,
  io: Io,
): void {
  const topology = topologyOf(scenario, id, families);
  const nodes = Array.from({ length: scenario.replicas }, (_, index) => index + 1);
  const generation = generationName();
  const lines = [
    '# Up',
    ...upCommands(topology).map(shellText),
    '# Servers',
    ...nodes.map(
      (node) =>
        `${shellText(serverCommand(topology, node, podName(generation), CTRAFFIC))} & # ${nodeName(node)}`,
    ),
    ...targetCommands(topology, nodes).map(shellText),
    ...(traffic === undefined
      ? []
      : [
          '# Traffic',
          shellText(clientCommand(topology, scenario.client, families[0], traffic, CTRAFFIC)),
        ]),
    '# Down',
    ...downCommands(topology).map(shellText),
  ];
  io.stdout.write(lines.map((line) => `${line}\n`).join(''));
}
