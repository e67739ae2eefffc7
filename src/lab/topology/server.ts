import type { Command } from '../command.ts';
import { SERVICE_PORT } from './addresses.ts';
import { inside } from './inside.ts';
import { nodeName } from './names.ts';
import type { Topology } from './topology.ts';

/** Names the machine, then becomes the program; the first word is the name. */
const NAMED = 'hostname "$1" && shift && exec "$@"';

/**
 * The echo server on a node, under a host name of its own.
 *
 * @param program `ctraffic` itself
 */
export function serverCommand(
  { id, families }: Topology,
  node: number,
  hostname: string,
  program: Command['argv'],
): Command {
  const anyAddress = families.includes(6) ? '[::]' : '0.0.0.0';
  const server = [...program, '-server', '-udp', '-address', `${anyAddress}:${SERVICE_PORT}`];
  return inside(id).run(
    nodeName(node),
    ...['unshare', '--uts', 'sh', '-c', NAMED, 'sh', hostname, ...server],
  );
}
