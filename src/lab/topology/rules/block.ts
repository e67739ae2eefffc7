import type { Command } from '../../command.ts';
import { SERVICE_PORT, type Family } from '../addresses.ts';
import { changeRules } from './tables.ts';
import type { Topology } from '../topology.ts';

/** What a client hears whose packets the router does not let through: nothing, a reset, or that there is no way. */
export type BlockAnswer = 'none' | 'reset' | 'unreachable';

const PROTOCOLS = ['tcp', 'udp'] as const;

/** The router begins or ends to let no packet through to the service. */
export function blockCommands(
  topology: Topology,
  answer: BlockAnswer,
  change: 'begin' | 'end',
): Command[] {
  const action = change === 'begin' ? '-A' : '-D';
  return topology.families.map((family) =>
    changeRules(
      topology.id,
      family,
      'filter',
      PROTOCOLS.map(
        (protocol) =>
          `${action} FORWARD -p ${protocol} --dport ${SERVICE_PORT} -j ${fate(answer, family, protocol)}`,
      ),
    ),
  );
}

function fate(answer: BlockAnswer, family: Family, protocol: 'tcp' | 'udp'): string {
  switch (answer) {
    case 'none':
      return 'DROP';
    case 'reset':
      // Of UDP the other end hears that nobody listens.
      return protocol === 'tcp' ? 'REJECT --reject-with tcp-reset' : 'REJECT';
    case 'unreachable':
      return `REJECT --reject-with ${family === 4 ? 'icmp-host-unreachable' : 'icmp6-addr-unreachable'}`;
  }
}
