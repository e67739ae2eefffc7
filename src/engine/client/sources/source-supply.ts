import type { Endpoint } from '../../addresses/endpoint.ts';
import { EngineError } from '../../errors.ts';
import { drawAddress, parseSourceCidr } from './source-network.ts';
import type { SourcePlan } from './source-plan.ts';

/** Gives each connection the address that it comes from; undefined = the list is used up. */
export type SourceSupply = () => Endpoint | undefined;

/**
 * Sources after a plan, each of a family that one of the endpoints has.
 *
 * @param random from 0 to below 1
 * @throws {EngineError} `option` where a source can reach no endpoint
 */
export function sourceSupply(
  plan: SourcePlan,
  endpoints: readonly Endpoint[],
  random: () => number,
): SourceSupply {
  if (plan.kind === 'network') {
    const network = parseSourceCidr(plan.cidr);
    const { family } = network;
    requireFamily('sourceCidr', plan.cidr, family, endpoints);
    return () => ({ host: drawAddress(network, random), port: 0, family });
  }
  for (const { host, family } of plan.addresses) {
    requireFamily('sources', host, family, endpoints);
  }
  const addresses = plan.addresses.values();
  return () => addresses.next().value;
}

function requireFamily(
  option: string,
  found: string,
  family: 4 | 6,
  endpoints: readonly Endpoint[],
): void {
  if (endpoints.some((endpoint) => endpoint.family === family)) return;
  throw new EngineError({
    code: 'option',
    option,
    expected: `IPv${family === 4 ? 6 : 4} as the server's address is`,
    found,
  });
}
