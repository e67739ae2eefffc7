import type { Machine } from '../topology/names.ts';

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
