import { lossFeltAndOver, nothingLost, type Gate } from '../../../analyze/index.ts';
import {
  loss,
  undisturbed,
  type Family,
  type Scenario,
  type Topology,
} from '../../../lab/index.ts';

const NODES = 4;

/** One run of a test. */
export interface TestRun {
  readonly name: string;
  readonly scenario: Scenario;
  readonly family: Family;
  readonly connections: number;
  readonly rateKBps: number;
  readonly durationMs: number;
  /** What decides its verdict. */
  readonly gate: Gate;
}

export interface TestCase {
  readonly name: string;
  readonly summary: string;
  /** None: nothing is run. */
  readonly runs: (families: Topology['families']) => readonly TestRun[];
  /** File here that takes the statistics of its last run. */
  readonly keeps?: string;
  /** Leaves a lab up. */
  readonly leavesUp?: true;
}

/** What is up when nothing is run. */
export const START_SCENARIO: Scenario = undisturbed({ nodes: NODES, client: 'client' });

const calm = (client: Scenario['client'], family: Family): TestRun => ({
  name: `${client === 'client' ? 'outside' : 'inside'}-ipv${family}`,
  scenario: undisturbed({ nodes: NODES, client }),
  family,
  connections: 40,
  // Rarely enough that a packet is late only where something is wrong.
  rateKBps: 40,
  durationMs: 4000,
  gate: nothingLost,
});

/** The tests of `ctraffic-lab test`, by the names of the original's. */
export const TEST_CASES: readonly TestCase[] = [
  {
    name: 'start',
    summary: 'builds a lab and leaves it up',
    runs: () => [],
    leavesUp: true,
  },
  {
    name: 'basic',
    summary: 'traffic from inside and from outside: nothing may be lost',
    runs: (families) =>
      families.flatMap((family) => [calm('node1', family), calm('client', family)]),
  },
  {
    name: 'lossy',
    summary: '5 % of the packets are dropped for a while: traffic suffers, and recovers',
    runs: (families) =>
      families.map((family) => ({
        name: `ipv${family}`,
        scenario: loss({ nodes: NODES, probability: 0.05, fromMs: 2000, forMs: 4000 }),
        family,
        connections: 40,
        rateKBps: 500,
        durationMs: 10_000,
        gate: lossFeltAndOver,
      })),
  },
  {
    name: 'get_stats',
    summary: 'statistics of an undisturbed run, in ctraffic.out',
    runs: ([main]) => [calm('client', main)],
    keeps: 'ctraffic.out',
  },
];

/** What runs where no test is named. */
export const DEFAULT_TESTS = ['basic', 'lossy'] as const;
