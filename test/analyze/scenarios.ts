import * as fc from 'fast-check';
import {
  evenly,
  type Happening,
  randomly,
  rollingUpgrade,
  type Scenario,
} from '../support/simulate/index.ts';

const REPLY_TIMEOUT_NS = 1e9;
/** From the last happening to the end: every loss is noticed and replaced. */
const CALM_NS = 5e9;

interface Basics {
  readonly seed: number;
  readonly replicas: number;
  readonly clients: number;
  readonly packetIntervalMs: number;
  readonly even: boolean;
  readonly optionalFields: boolean;
  readonly lag: boolean;
}

/** What any run has; at least 15 connections a replica, so that chance leaves none without. */
function basics(minReplicas = 2): fc.Arbitrary<Basics> {
  return fc
    .record({
      seed: fc.integer({ min: 0, max: 0x7fffffff }),
      replicas: fc.integer({ min: minReplicas, max: 8 }),
      perReplica: fc.integer({ min: 15, max: 40 }),
      packetIntervalMs: fc.constantFrom(80, 240, 500),
      even: fc.boolean(),
      optionalFields: fc.boolean(),
      lag: fc.boolean(),
    })
    .map(({ perReplica, ...rest }) => ({ ...rest, clients: rest.replicas * perReplica }));
}

function scenario(basic: Basics, happenings: readonly Happening[]): Scenario {
  const last = Math.max(...happenings.map(({ timeNs }) => timeNs));
  const { seed, replicas, clients, optionalFields } = basic;
  return {
    ...{ seed, replicas, clients, optionalFields, happenings },
    packetSizeBytes: 1024,
    rateKBps: (clients * 1000) / basic.packetIntervalMs,
    durationNs: Math.ceil((last + CALM_NS) / 1e9) * 1e9,
    landing: basic.even ? evenly() : randomly,
    balancerLagNs: basic.lag ? 60e6 : 0,
  };
}

function timing(basic: Basics): { firstNs: number; intervalNs: number } {
  const intervalNs = basic.packetIntervalMs * 1e6;
  return { firstNs: 2e9 + intervalNs, intervalNs };
}

/** One after another, each settled before the next. */
export const slowUpgrade = basics().chain((basic) =>
  fc.constantFrom<'same' | 'new'>('same', 'new').map((name) => {
    const { firstNs, intervalNs } = timing(basic);
    const everyNs = 1.5e9 + 2 * intervalNs;
    const plan = { replicas: basic.replicas, firstNs, everyNs, downNs: everyNs * 0.6, name };
    return scenario(basic, rollingUpgrade(plan));
  }),
);

/** Some of the lost connections hear nothing, and their time-outs fall into the next step. */
export const fastUpgrade = basics(3).chain((basic) =>
  fc
    .record({
      hastePercent: fc.integer({ min: 0, max: 100 }),
      timeoutPercent: fc.integer({ min: 10, max: 50 }),
    })
    .map(({ hastePercent, timeoutPercent }) => {
      const { firstNs, intervalNs } = timing(basic);
      const least = 2 * intervalNs + 110e6;
      const everyNs = least + (1 - hastePercent / 100) * Math.max(0, REPLY_TIMEOUT_NS - intervalNs);
      const plan = { replicas: basic.replicas, firstNs, everyNs, downNs: everyNs / 2 };
      return scenario(basic, rollingUpgrade({ ...plan, timeoutShare: timeoutPercent / 100 }));
    }),
);

/** Some replicas never come back. */
export const lameUpgrade = basics(4).chain((basic) =>
  fc
    .uniqueArray(fc.nat({ max: basic.replicas - 1 }), { minLength: 1, maxLength: 2 })
    .map((never) => {
      const { firstNs, intervalNs } = timing(basic);
      const everyNs = 1.5e9 + 2 * intervalNs;
      const plan = { replicas: basic.replicas, firstNs, everyNs, downNs: everyNs * 0.6, never };
      return scenario(basic, rollingUpgrade(plan));
    }),
);

/** Two at a time. */
export const pairwiseUpgrade = basics(4).map((basic) => {
  const { firstNs, intervalNs } = timing(basic);
  const everyNs = 1.5e9 + 2 * intervalNs;
  const plan = { replicas: basic.replicas, firstNs, everyNs, downNs: everyNs * 0.6, atATime: 2 };
  return scenario(basic, rollingUpgrade(plan));
});

/** The same names go and come back, several times round. */
export const repeatedRestarts = basics(2).chain((basic) =>
  fc.integer({ min: 2, max: 3 }).map((rounds) => {
    const { firstNs, intervalNs } = timing(basic);
    const everyNs = 1.5e9 + 2 * intervalNs;
    const plan = { replicas: basic.replicas, everyNs, downNs: everyNs * 0.6 };
    const happenings = Array.from({ length: rounds }, (_, round) =>
      rollingUpgrade({
        ...plan,
        firstNs: firstNs + round * basic.replicas * everyNs,
        name: 'same',
      }),
    );
    return scenario(basic, happenings.flat());
  }),
);

/** Route changes move flows of hosts that live on. */
export const routeChanges = basics(2).chain((basic) =>
  fc.array(fc.integer({ min: 30, max: 90 }), { minLength: 1, maxLength: 4 }).map((percents) => {
    const { firstNs, intervalNs } = timing(basic);
    const everyNs = 1.2e9 + 3 * intervalNs;
    return scenario(
      basic,
      percents.map((percent, n) => ({
        kind: 'move',
        timeNs: firstNs + n * everyNs,
        share: percent / 100,
      })),
    );
  }),
);

export const SCENARIOS = {
  'an upgrade one after another': slowUpgrade,
  'an upgrade whose steps overlap': fastUpgrade,
  'an upgrade from which some do not come back': lameUpgrade,
  'an upgrade two at a time': pairwiseUpgrade,
  'hosts that return under the same name': repeatedRestarts,
  'route changes': routeChanges,
};

/** Some new connections are lost before their first echo, all through the run. */
export function unheard(scenarios: fc.Arbitrary<Scenario>): fc.Arbitrary<Scenario> {
  return scenarios.map((scenario) => ({ ...scenario, unheardShare: 0.03 }));
}
