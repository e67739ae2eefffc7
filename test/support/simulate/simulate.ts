import { clientLife, type TrueConnection } from './client.ts';
import { createCluster, type Cluster } from './cluster.ts';
import { statsFile, type StatsFile } from './file.ts';
import { createRandom } from './random.ts';
import { randomly, resolutionNs, type Scenario } from './scenario.ts';
import { truthOf, type Truth } from './truth.ts';

export interface Simulation {
  readonly file: StatsFile;
  readonly truth: Truth;
  /** What happened when, as an events file tells it. */
  readonly events: readonly { readonly timeNs: number; readonly text: string }[];
}

/** A run in the true file format whose truth is known. The same scenario gives the same run. */
export function simulate(scenario: Scenario): Simulation {
  const random = createRandom(scenario.seed);
  const cluster = createCluster(scenario, random.fork(0));
  const resolution = resolutionNs(scenario);
  const context = {
    cluster,
    landing: scenario.landing ?? randomly,
    resolutionNs: resolution,
    durationNs: scenario.durationNs,
    balancerLagNs: scenario.balancerLagNs ?? 0,
    unheardShare: scenario.unheardShare ?? 0,
  };
  const connections: TrueConnection[] = [];
  for (let client = 0; client < scenario.clients; client++) {
    connections.push(...clientLife(client, { ...context, random: random.fork(1 + client) }));
  }
  connections.sort((a, b) => a.startedNs - b.startedNs || a.client - b.client);
  return {
    file: statsFile(scenario, connections),
    truth: truthOf(connections, cluster, scenario.clients, resolution),
    events: eventsOf(cluster),
  };
}

function eventsOf(cluster: Cluster): { timeNs: number; text: string }[] {
  const events = cluster.steps.flatMap(({ timeNs, happenings }) =>
    happenings.flatMap((happening) => {
      if (happening.kind === 'move') return { timeNs, text: 'route change' };
      return happening.replicas.flatMap((slot) => [
        { timeNs, text: `remove R${slot + 1}` },
        ...(happening.backNs === undefined
          ? []
          : [{ timeNs: happening.backNs, text: `ready R${slot + 1}` }]),
      ]);
    }),
  );
  return events.sort((a, b) => a.timeNs - b.timeNs);
}
