import type { Command } from '../command.ts';
import { createCluster, type Cluster } from './cluster.ts';
import { LabError } from '../lab-error.ts';
import type { EventLog } from '../system/event-log.ts';
import type { LabRecord, LabRecords, ServerRecord } from '../system/lab-record.ts';
import { namespacesOf, takeDown } from '../system/namespaces.ts';
import { identityOf } from '../system/process-identity.ts';
import { runAll, runCommand, type RunCommand } from '../system/run-command.ts';
import { labPrefix } from '../topology/names.ts';
import { checkTopology, type Mode, type Topology } from '../topology/topology.ts';
import { upCommands } from '../topology/up.ts';

export interface LabOptions {
  readonly topology: Topology;
  readonly mode: Mode;
  /** What the lab is made for, in a word. */
  readonly purpose: string;
  /** Nodes that serve at the beginning. */
  readonly replicas: number;
  /** The program `ctraffic`. */
  readonly program: Command['argv'];
  readonly records: LabRecords;
  /** Whether this process is root only in a user namespace of its own. */
  readonly unprivileged: boolean;
  /** File that takes what servers say. */
  readonly logPath: string;
  readonly events: EventLog;
  /** Stops the building; what was built is taken down. */
  readonly signal: AbortSignal;
}

/** A lab that is up and serves. */
export interface Lab {
  readonly cluster: Cluster;
  /** Lets it stay up when this program ends. */
  leave(): void;
  /** Takes it down, with all that runs in it. */
  end(): Promise<void>;
}

/**
 * Builds a lab and starts its servers.
 *
 * @throws {LabError} and leaves nothing behind
 */
export async function raiseLab(options: LabOptions): Promise<Lab> {
  const { topology, records, signal } = options;
  checkTopology(topology);
  if (namespacesOf(topology.id).length > 0) {
    throw new LabError({
      code: 'option',
      option: 'id',
      expected: 'an id that is free',
      found: `namespaces that begin with '${labPrefix(topology.id)}'`,
    });
  }
  const run: RunCommand = (command) => {
    signal.throwIfAborted();
    return runCommand(command);
  };
  let left = false;
  const record = (): void => {
    records.write(recordOf(options, left, cluster));
  };
  const cluster = createCluster(topology, { ...options, run: runCommand, onPods: record });
  const end = async (): Promise<void> => {
    await takeDown(topology.id, runCommand);
    records.remove(topology.id);
  };
  record();
  try {
    await runAll(run, upCommands(topology));
    signal.throwIfAborted();
    await cluster.setUp(options.replicas);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    cluster,
    end,
    leave() {
      left = true;
      record();
    },
  };
}

function recordOf(
  { topology, purpose, mode, unprivileged }: LabOptions,
  left: boolean,
  { pods }: Cluster,
): LabRecord {
  const maker = identityOf(process.pid);
  if (maker === undefined) {
    throw new LabError({ code: 'environment', expected: '/proc', found: 'none' });
  }
  return {
    id: topology.id,
    purpose,
    mode,
    forwarding: topology.forwarding,
    nodes: topology.nodes,
    maker,
    left,
    unprivileged,
    servers: [...pods].map(([node, { identity, hostname }]): ServerRecord => ({
      ...identity,
      node,
      hostname,
    })),
  };
}
