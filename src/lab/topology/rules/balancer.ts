import type { Command } from '../../command.ts';
import { ADDRESSES, endpoint, SERVICE_PORT } from '../addresses.ts';
import { changeRules } from './tables.ts';
import type { Topology } from '../topology.ts';

const CHAIN = 'CTLAB-SERVICE';
const PROTOCOLS = ['tcp', 'udp'] as const;

/** The chain, and the jumps to it: for what is forwarded, and for what the router sends itself. */
export function balancerSetupCommands(topology: Topology): Command[] {
  return topology.families.map((family) =>
    changeRules(topology.id, family, 'nat', [
      `:${CHAIN} - [0:0]`,
      ...['PREROUTING', 'OUTPUT'].flatMap((hook) =>
        PROTOCOLS.map(
          (protocol) =>
            `-A ${hook} -d ${ADDRESSES[family].virtualSubnet} -p ${protocol} --dport ${SERVICE_PORT} -j ${CHAIN}`,
        ),
      ),
    ]),
  );
}

/**
 * The chain over some of the nodes, replaced in one step. Each rule takes its share of what the
 * rules before it left, so that all nodes get the same.
 */
export function balancerCommands(topology: Topology, targets: readonly number[]): Command[] {
  return topology.families.map((family) =>
    changeRules(topology.id, family, 'nat', [
      `:${CHAIN} - [0:0]`,
      ...PROTOCOLS.flatMap((protocol) =>
        targets.map((target, index) => {
          const left = targets.length - index;
          const share =
            left === 1 ? '' : ` -m statistic --mode random --probability ${(1 / left).toFixed(10)}`;
          const to = endpoint(family, ADDRESSES[family].node(target));
          return `-A ${CHAIN} -p ${protocol}${share} -j DNAT --to-destination ${to}`;
        }),
      ),
    ]),
  );
}
