import { packetIntervalS } from '../../../stats/index.ts';
import type { Endpoint } from '../../addresses/endpoint.ts';
import type { ResolvedOptions } from '../options/resolve-options.ts';
import type { SourcePlan } from '../sources/source-plan.ts';
import type { TrafficPlan } from './traffic-plan.ts';

/** Makes seeds that follow one another different throughout (the golden ratio, as in SplitMix). */
const SEED_STEP = 0x9e3779b9;

/**
 * Divides the clients over the workers, and with them the connections that may be made and the list of
 * source addresses.
 */
export function planParts(
  options: ResolvedOptions,
  endpoints: readonly Endpoint[],
  sources: SourcePlan | undefined,
): TrafficPlan[] {
  const { connections, workers, packetSizeBytes } = options;
  return Array.from({ length: workers }, (_, part) => {
    const firstClient = Math.floor((part * connections) / workers);
    const clients = Math.floor(((part + 1) * connections) / workers) - firstClient;
    const ours =
      sources === undefined ? undefined : dealtOut(sources, connections, firstClient, clients);
    return {
      transport: options.transport,
      endpoints,
      firstClient,
      clients,
      packetSizeBytes,
      packetIntervalMs: packetIntervalS(options) * 1000,
      durationMs: options.durationMs,
      connectTimeoutMs: options.connectTimeoutMs,
      replyTimeoutMs: options.replyTimeoutMs,
      reconnect: options.reconnect,
      maxConnections: clients * options.retries,
      ...(ours !== undefined && { sources: ours }),
      seed: (options.seed + part * SEED_STEP) >>> 0,
    };
  });
}

/** Client after client in turn: who has more clients needs more sources. */
function dealtOut(
  sources: SourcePlan,
  connections: number,
  firstClient: number,
  clients: number,
): SourcePlan {
  if (sources.kind === 'network') return sources;
  const addresses = sources.addresses.filter((_, index) => {
    const client = index % connections;
    return client >= firstClient && client < firstClient + clients;
  });
  return { kind: 'list', addresses };
}
