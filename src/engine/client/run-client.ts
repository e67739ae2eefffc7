import type { Run } from '../../stats/index.ts';
import { EngineError } from '../errors.ts';
import { VERSION } from '../version.ts';
import { resolveAddress } from './addresses/resolve-address.ts';
import { parseSourceList } from './addresses/source-list.ts';
import { parseSourceCidr } from './addresses/source-network.ts';
import type { ClientHooks } from './hooks.ts';
import type { ClientOptions } from './options.ts';
import { launchHere, launchNothing } from './record/launch-here.ts';
import type { Launch } from './record/launch.ts';
import { planParts } from './record/plan-parts.ts';
import { recordRun } from './record/record-run.ts';
import { resolveOptions, type ResolvedOptions } from './record/resolve-options.ts';
import type { SourcePlan } from './traffic/plan.ts';
import { startTraffic } from './traffic/start-traffic.ts';
import { untilAborted } from './until-aborted.ts';
import { launchWorkers } from './workers/launch-workers.ts';

/**
 * Keeps paced connections open to an echo server, and tells what became of them. It ends at its time,
 * when it is asked to through `hooks.signal`, or when it cannot go on; the run says why (`stopped`),
 * and holds all that happened until then. Its connections stand in the order of their start.
 *
 * @throws {EngineError} `option`: which one, what was expected, what was found; `environment` where the
 *   address does not resolve, the journal cannot be made or the system does not let the traffic begin;
 *   whatever a hook throws
 * @example
 * const run = await runClient({ address: '127.0.0.1:5003', connections: 40, rateKBps: 400 });
 */
export async function runClient(
  options: ClientOptions = {},
  hooks: ClientHooks = {},
): Promise<Run> {
  const resolved = resolveOptions(options);
  const sources = sourcesOf(resolved);
  const endpoints = await untilAborted(resolveAddress(resolved.address), hooks.signal);
  return recordRun(
    {
      options: resolved,
      plans: planParts(resolved, endpoints ?? [], sources),
      version: VERSION,
      launch: endpoints === undefined ? launchNothing : launchFor(resolved),
    },
    hooks,
  );
}

function launchFor({ workers }: ResolvedOptions): Launch {
  return workers > 1 ? launchWorkers : launchHere(startTraffic);
}

function sourcesOf({ sourceCidr, sources }: ResolvedOptions): SourcePlan | undefined {
  if (sourceCidr !== undefined) {
    parseSourceCidr(sourceCidr);
    return { kind: 'network', cidr: sourceCidr };
  }
  if (sources === undefined) return undefined;
  const addresses = parseSourceList(sources);
  if (addresses.length > 0) return { kind: 'list', addresses };
  throw new EngineError('option', 'sources: expected at least one address, found empty lines');
}
