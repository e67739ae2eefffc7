import type { Endpoint } from '../../addresses/endpoint.ts';
import { EngineError } from '../../errors.ts';
import type { ClientOptions } from '../options/client-options.ts';
import { parseSourceList } from './source-list.ts';
import { parseSourceCidr } from './source-network.ts';

/** Where connections come from. */
export type SourcePlan =
  /** Any address of a network, drawn for each connection. */
  | { readonly kind: 'network'; readonly cidr: string }
  /** One after another, each used once. Port 0: any. */
  | { readonly kind: 'list'; readonly addresses: readonly Endpoint[] };

/**
 * The sources that were asked for; undefined = wherever the system chooses.
 *
 * @throws {EngineError} `option`
 */
export function sourcePlan({
  sourceCidr,
  sources,
}: Pick<ClientOptions, 'sourceCidr' | 'sources'>): SourcePlan | undefined {
  if (sourceCidr !== undefined) {
    parseSourceCidr(sourceCidr);
    return { kind: 'network', cidr: sourceCidr };
  }
  if (sources === undefined) return undefined;
  const addresses = parseSourceList(sources);
  if (addresses.length > 0) return { kind: 'list', addresses };
  throw new EngineError({
    code: 'option',
    option: 'sources',
    expected: 'at least one address',
    found: 'empty lines',
  });
}
