import type { Command } from '../../command.ts';
import { SERVICE_PORT } from '../addresses.ts';
import { inside } from '../inside.ts';
import type { Machine } from '../names.ts';
import { tables } from './tables.ts';
import type { Topology } from '../topology.ts';

const PROTOCOLS = ['tcp', 'udp'] as const;

/**
 * Begins or ends to drop a share of the packets that come from the service to a machine. Nothing
 * else is dropped: neighbours are still found.
 *
 * @param share from 0 to 1
 */
export function lossCommands(
  topology: Topology,
  machine: Machine,
  share: number,
  change: 'begin' | 'end',
): Command[] {
  const { run } = inside(topology.id);
  return topology.families.flatMap((family) =>
    PROTOCOLS.map((protocol) => {
      const rule = `INPUT -p ${protocol} --sport ${SERVICE_PORT} -m statistic --mode random --probability ${share.toFixed(10)} -j DROP`;
      const action = change === 'begin' ? '-A' : '-D';
      return run(machine, tables(family), '--wait', action, ...rule.split(' '));
    }),
  );
}
