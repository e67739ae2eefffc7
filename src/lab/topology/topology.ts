import { LabError } from '../lab-error.ts';
import { MOST_NODES, type Family } from './addresses.ts';
import { LAB_ID } from './names.ts';

/** What the router does with packets to the service. */
export type Forwarding =
  /** A multipath route: the hash space is divided evenly anew at each change (RFC 2992). */
  | 'ecmp'
  /** A resilient next-hop group: only what has to move moves. */
  | 'resilient'
  /** DNAT to a random node, kept by connection tracking, as kube-proxy does it. */
  | 'balancer';

export type Mode = 'ipv4' | 'ipv6' | 'dual-stack';

/** A lab, before anything of it exists: client - router - nodes. */
export interface Topology {
  /** Part of every name, so that labs do not collide. */
  readonly id: string;
  /** The first one is the main one. */
  readonly families: readonly [Family, ...Family[]];
  /** Nodes are numbered from 1. */
  readonly nodes: number;
  readonly forwarding: Forwarding;
  /**
   * Of a resilient group: a bucket that had no packet for so many whole seconds may move. Absent: the
   * kernel's two minutes.
   */
  readonly idleTimerSeconds?: number;
}

/** @throws {LabError} naming what cannot be built */
export function checkTopology({ id, nodes }: Topology): void {
  if (!LAB_ID.test(id)) {
    throw new LabError({
      code: 'option',
      option: 'id',
      expected: 'up to 12 lower-case letters and digits',
      found: `'${id}'`,
    });
  }
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) {
    throw new LabError({
      code: 'option',
      option: 'nodes',
      expected: `a whole number from 1 to ${MOST_NODES}`,
      found: `${nodes}`,
    });
  }
}

/** The families of a mode, the main one first. */
export function familiesOf(mode: Mode, main: Family = 4): Topology['families'] {
  switch (mode) {
    case 'ipv4':
      return [4];
    case 'ipv6':
      return [6];
    case 'dual-stack':
      return main === 4 ? [4, 6] : [6, 4];
  }
}
