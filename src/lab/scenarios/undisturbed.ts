import type { Scenario } from './scenario.ts';

export interface UndisturbedOptions {
  readonly nodes: number;
  readonly client: Scenario['client'];
}

/** Traffic, and nothing that disturbs it. */
export function undisturbed({ nodes, client }: UndisturbedOptions): Scenario {
  return {
    name: 'basic',
    forwarding: 'ecmp',
    nodes,
    replicas: nodes,
    client,
    disturb: () => Promise.resolve(),
  };
}
