import type { Random } from './random.ts';
import type { Happening, RemoveReplicas, Scenario } from './scenario.ts';

/** A replica under one host name, from its start to its end. */
export interface Incarnation {
  readonly slot: number;
  readonly host: string;
  readonly fromNs: number;
  /** Infinity = to the end of the run. */
  readonly untilNs: number;
  /** The step that kills it, -1 = none does. */
  readonly step: number;
  /** Share of its connections that only the reply timeout tells. */
  readonly timeoutShare: number;
}

/** The happenings of one instant. */
export interface Step {
  readonly timeNs: number;
  readonly happenings: readonly Happening[];
}

export interface Cluster {
  readonly steps: readonly Step[];
  readonly incarnations: readonly Incarnation[];
}

/** What the script makes of the replicas, known before any traffic flows. */
export function createCluster(scenario: Scenario, random: Random): Cluster {
  const steps = stepsOf(scenario.happenings);
  const incarnations: Incarnation[] = [];
  const generations = scenario.generations ?? ['6d5f7c9b84', '7c9b8d6f5c'];
  const name = (generation: number): string =>
    podName(generations[Math.min(generation, generations.length - 1)] ?? '', random);
  for (let slot = 0; slot < scenario.replicas; slot++) {
    let host = name(0);
    let fromNs = 0;
    let generation = 0;
    for (const [step, { timeNs, happenings }] of steps.entries()) {
      const removal = happenings.find((each) => removes(each, slot));
      if (removal === undefined || fromNs > timeNs) continue;
      const { timeoutShare = 0 } = removal;
      incarnations.push({ slot, host, fromNs, untilNs: timeNs, step, timeoutShare });
      fromNs = removal.backNs ?? Infinity;
      if (removal.name !== 'same') host = name(++generation);
    }
    if (fromNs < Infinity) {
      incarnations.push({ slot, host, fromNs, untilNs: Infinity, step: -1, timeoutShare: 0 });
    }
  }
  return { steps, incarnations };
}

function removes(happening: Happening, slot: number): happening is RemoveReplicas {
  return happening.kind === 'remove' && happening.replicas.includes(slot);
}

function stepsOf(happenings: readonly Happening[]): Step[] {
  const times = [...new Set(happenings.map(({ timeNs }) => timeNs))].sort((a, b) => a - b);
  return times.map((timeNs) => ({
    timeNs,
    happenings: happenings.filter((each) => each.timeNs === timeNs),
  }));
}

/** Kubernetes leaves vowels and look-alikes out of the names that it makes. */
const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

function podName(generation: string, random: Random): string {
  const letters = Array.from({ length: 5 }, () => LETTERS.charAt(random.integer(LETTERS.length)));
  return `ctraffic-deployment-${generation}-${letters.join('')}`;
}
