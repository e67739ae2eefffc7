import type { Command } from '../command.ts';
import { serviceAddress, type Family } from './addresses.ts';
import { inside } from './inside.ts';
import type { Machine } from './names.ts';
import type { Topology } from './topology.ts';

/** The traffic that a client makes. */
export interface TrafficOptions {
  readonly transport: 'tcp' | 'udp';
  readonly connections: number;
  /** Offered load of all connections together. */
  readonly rateKBps: number;
  readonly durationMs: number;
  /** TCP: attempts to connect overlap, another one begins so often; absent = they do not. */
  readonly retryEveryMs?: number;
}

/**
 * The traffic client on a machine; its statistics come on standard output.
 *
 * @param program `ctraffic` itself
 */
export function clientCommand(
  { id }: Topology,
  machine: Machine,
  family: Family,
  { transport, connections, rateKBps, durationMs, retryEveryMs }: TrafficOptions,
  program: Command['argv'],
): Command {
  return inside(id).run(
    machine,
    ...program,
    ...['-address', serviceAddress(family)],
    ...(transport === 'udp' ? ['-udp'] : []),
    ...['-nconn', `${connections}`, '-rate', `${rateKBps}`, '-timeout', `${durationMs}ms`],
    ...(retryEveryMs === undefined ? [] : ['--retry-every', `${retryEveryMs}ms`]),
    ...['-stats=all', '-monitor'],
  );
}
