import type { Command } from '../command.ts';
import { LabError } from '../lab-error.ts';
import type { EventLog } from '../system/event-log.ts';
import { generationName, podName } from './pod-name.ts';
import type { Pod } from '../system/pod.ts';
import { startPod } from '../system/pod.ts';
import { runAll, type RunCommand } from '../system/run-command.ts';
import { inside } from '../topology/inside.ts';
import { lossCommands } from '../topology/loss.ts';
import { nodeName, type Machine } from '../topology/names.ts';
import { serverCommand } from '../topology/server.ts';
import { targetCommands } from '../topology/targets.ts';
import type { Topology } from '../topology/topology.ts';
import { virtualSubnetDown, virtualSubnetUp } from '../topology/up.ts';

/** What can be done to a lab. Each deed is an event, noted just before it is done. */
export interface Verbs {
  /** Starts a server on a node; settles when it listens. */
  startPod(node: number, hostname: string): Promise<void>;
  /** Asks the node's server to end (SIGTERM); settles when it is gone. */
  stopPod(node: number): Promise<void>;
  /** Ends the node's server at once (SIGKILL). */
  killPod(node: number): Promise<void>;
  /** The router sends traffic to a node. */
  addTarget(node: number): Promise<void>;
  /** The router sends no more traffic to a node. */
  removeTarget(node: number): Promise<void>;
  /** Drops a share, from 0 to 1, of what comes from the service to a machine. */
  dropPackets(machine: Machine, share: number): Promise<void>;
  stopDropping(machine: Machine): Promise<void>;
  /** The router's link to a node goes down: what is sent there is lost, and nobody is told. */
  linkDown(node: number): Promise<void>;
  linkUp(node: number): Promise<void>;
  /** A node does not take the service's addresses for its own any more, and throws away what comes to them. */
  routeDown(node: number): Promise<void>;
  routeUp(node: number): Promise<void>;
}

export interface Cluster extends Verbs {
  readonly topology: Topology;
  /** The servers that run, by node. */
  readonly pods: ReadonlyMap<number, Pod>;
  /** The first nodes serve, all under names of one generation, and are the router's targets. */
  setUp(replicas: number): Promise<void>;
}

export interface ClusterWorld {
  readonly run: RunCommand;
  readonly events: EventLog;
  /** The program `ctraffic`. */
  readonly program: Command['argv'];
  /** File that takes what servers say. */
  readonly logPath: string;
  /** The servers are others than before. */
  readonly onPods: () => void;
}

/** The verbs on a lab that is up. */
export function createCluster(topology: Topology, world: ClusterWorld): Cluster {
  const { ip } = inside(topology.id);
  const pods = new Map<number, Pod>();
  const targets = new Set<number>();
  const dropping = new Map<Machine, number>();

  const act = async (event: string, commands: readonly Command[]): Promise<void> => {
    world.events.note(event);
    await runAll(world.run, commands);
  };
  const setTargets = (event: string): Promise<void> =>
    act(
      event,
      targetCommands(
        topology,
        [...targets].sort((a, b) => a - b),
      ),
    );
  const endPod = async (
    verb: string,
    node: number,
    signal: 'SIGTERM' | 'SIGKILL',
  ): Promise<void> => {
    const pod = pods.get(node);
    if (pod === undefined)
      throw new LabError('option', `expected a server on node ${node}, found none`);
    world.events.note(`${verb} ${nodeName(node)}`);
    await pod.end(signal);
    pods.delete(node);
    world.onPods();
  };

  const bringUp = async (node: number, hostname: string): Promise<void> => {
    const command = serverCommand(topology, node, hostname, world.program);
    pods.set(node, await startPod(command, hostname, world.logPath));
    world.onPods();
  };

  return {
    topology,
    pods,
    async setUp(replicas) {
      const nodes = Array.from({ length: replicas }, (_, index) => index + 1);
      const generation = generationName();
      await Promise.all(nodes.map((node) => bringUp(node, podName(generation))));
      for (const node of nodes) targets.add(node);
      // All at once: a resilient group moves no bucket to who joins it later, until that is idle.
      await runAll(world.run, targetCommands(topology, nodes));
    },
    async startPod(node, hostname) {
      world.events.note(`start ${nodeName(node)}`);
      await bringUp(node, hostname);
    },
    stopPod: (node) => endPod('stop', node, 'SIGTERM'),
    killPod: (node) => endPod('kill', node, 'SIGKILL'),
    addTarget(node) {
      targets.add(node);
      return setTargets(`add ${nodeName(node)}`);
    },
    removeTarget(node) {
      targets.delete(node);
      return setTargets(`remove ${nodeName(node)}`);
    },
    dropPackets(machine, share) {
      dropping.set(machine, share);
      return act(
        `drop ${Number((share * 100).toFixed(4))} % at the ${machine}`,
        lossCommands(topology, machine, share, 'begin'),
      );
    },
    stopDropping(machine) {
      const share = dropping.get(machine) ?? 0;
      dropping.delete(machine);
      return act(`stop dropping`, lossCommands(topology, machine, share, 'end'));
    },
    linkDown: (node) =>
      act(`link of ${nodeName(node)} down`, [ip('router', `link set ${nodeName(node)} down`)]),
    linkUp: (node) =>
      act(`link of ${nodeName(node)} up`, [ip('router', `link set ${nodeName(node)} up`)]),
    routeDown: (node) =>
      act(
        `route of ${nodeName(node)} down`,
        topology.families.map((family) => ip(nodeName(node), virtualSubnetDown(family))),
      ),
    routeUp: (node) =>
      act(
        `route of ${nodeName(node)} up`,
        topology.families.map((family) => ip(nodeName(node), virtualSubnetUp(family))),
      ),
  };
}
