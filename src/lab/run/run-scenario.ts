import { join } from 'node:path';
import { openEventLog, type EventLog, type LabEvent } from '../system/event-log.ts';
import { raiseLab, type Lab, type LabOptions } from '../cluster/lab.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { runTrafficClient } from '../system/client.ts';
import { startTimeline } from '../scenarios/timeline.ts';
import type { Family } from '../topology/addresses.ts';
import { clientCommand, type TrafficOptions } from '../topology/client.ts';
import type { Topology } from '../topology/topology.ts';

/** Names of the files of a run. */
export const RUN_FILES = {
  stats: 'stats.json',
  events: 'events.ndjson',
  servers: 'servers.log',
} as const;

export interface ScenarioRunOptions extends Pick<
  LabOptions,
  'mode' | 'program' | 'records' | 'unprivileged' | 'signal'
> {
  readonly scenario: Scenario;
  readonly id: string;
  readonly families: Topology['families'];
  /** Which addresses the client asks for. */
  readonly family: Family;
  readonly traffic: TrafficOptions;
  /** Takes the files of the run; it is there. */
  readonly folder: string;
  readonly onEvent: (event: LabEvent) => void;
  /** Every line that the client says. */
  readonly onLine: (line: string) => void;
}

/** How a run ended. */
export interface ScenarioOutcome {
  /** All that the scenario wanted to do was done while there was traffic. */
  readonly complete: boolean;
}

/** A lab for a scenario, before anything of it exists. */
export function topologyOf(
  scenario: Scenario,
  id: string,
  families: Topology['families'],
): Topology {
  const { nodes, forwarding, idleTimerSeconds } = scenario;
  return {
    id,
    families,
    nodes,
    forwarding,
    ...(idleTimerSeconds !== undefined && { idleTimerSeconds }),
  };
}

/**
 * Builds a lab, runs the client in it, disturbs it, and takes the lab down whatever happens.
 * `signal` ends the run early, with the statistics so far.
 *
 * @throws {LabError}
 */
export async function runScenario(options: ScenarioRunOptions): Promise<ScenarioOutcome> {
  const { scenario, id, families, folder } = options;
  const log = openEventLog(join(folder, RUN_FILES.events), options.onEvent);
  const events = silentUntilBegun(log);
  try {
    const lab = await raiseLab({
      ...options,
      topology: topologyOf(scenario, id, families),
      purpose: scenario.name,
      replicas: scenario.replicas,
      logPath: join(folder, RUN_FILES.servers),
      events,
    });
    try {
      events.begin();
      return await disturbTraffic(lab, options);
    } finally {
      await lab.end();
    }
  } finally {
    log.close();
  }
}

async function disturbTraffic(
  { cluster }: Lab,
  { scenario, family, traffic, program, folder, signal, onLine }: ScenarioRunOptions,
): Promise<ScenarioOutcome> {
  const over = new AbortController();
  const failed = new AbortController();
  const client = runTrafficClient(
    clientCommand(cluster.topology, scenario.client, family, traffic, program),
    join(folder, RUN_FILES.stats),
    AbortSignal.any([signal, failed.signal]),
    onLine,
  ).finally(() => {
    over.abort();
  });
  const disturbance = scenario.disturb(cluster, startTimeline(over.signal)).then(
    () => true,
    (error: unknown) => {
      if (over.signal.aborted && isAbort(error)) return false;
      failed.abort();
      throw error;
    },
  );
  // Both must have come to their end before the lab is taken down.
  const [, complete] = await allOrFirstFailure([client, disturbance]);
  return { complete };
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

async function allOrFirstFailure<T, U>(work: readonly [Promise<T>, Promise<U>]): Promise<[T, U]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/** What is done before there is traffic disturbs nobody. */
function silentUntilBegun(log: EventLog): EventLog & { begin: () => void } {
  let begun = false;
  return {
    ...log,
    note(deed) {
      if (begun) log.note(deed);
    },
    begin() {
      begun = true;
    },
  };
}
