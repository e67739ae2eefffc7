import type { Run } from '../../stats/index.ts';
import { resolveAddress } from '../addresses/resolve-address.ts';
import { VERSION } from '../version.ts';
import type { ClientHooks } from './hooks/client-hooks.ts';
import type { ClientOptions } from './options/client-options.ts';
import { resolveOptions, type ResolvedOptions } from './options/resolve-options.ts';
import { launchHere, launchNothing } from './parts/launch-here.ts';
import type { Launch } from './parts/launch.ts';
import { planParts } from './plan/plan-parts.ts';
import { recordRun } from './record/record-run.ts';
import { sourcePlan } from './sources/source-plan.ts';
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
  const sources = sourcePlan(resolved);
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
