import { sum } from 'd3-array';
import { OptionError } from '../../support/option-error.ts';
import {
  expectedStates,
  simulateUpgrade,
  type ModelStep,
  type Range,
  type Spread,
  type UpgradeModel,
} from '../model.ts';

/** A rolling upgrade that is planned. */
export interface UpgradePlan {
  readonly replicas: number;
  readonly connections: number;
  /** Replicas that may be missing at a time, as Kubernetes has it. Default 1. */
  readonly maxUnavailable?: number | undefined;
  /** Replicas that may be there beyond the wanted number. Default 0. */
  readonly maxSurge?: number | undefined;
  /** Default "random", as kube-proxy does. */
  readonly spread?: Spread | undefined;
}

/** What an upgrade is to cost: means are exact, ranges hold 95 % of simulated runs. */
export interface UpgradePrediction {
  readonly plan: Required<{ [K in keyof UpgradePlan]: NonNullable<UpgradePlan[K]> }>;
  readonly steps: readonly PredictedStep[];
  readonly total: number;
  readonly totalRange: Range;
  /** Lost connections for each connection that there was. */
  readonly amplification: number;
  readonly amplificationRange: Range;
  /** Simulated runs. */
  readonly trials: number;
}

export interface PredictedStep {
  /** Names of the replicas that are taken away: R1, R2 … */
  readonly removed: readonly string[];
  readonly lost: number;
  readonly lostRange: Range;
  /** Connections per replica when it has settled. */
  readonly connections: readonly number[];
}

const LIMITS = { replicas: 200, connections: 10_000_000 } as const;

/**
 * What a rolling upgrade is to cost, without any data.
 *
 * @throws {OptionError} where there can be no such upgrade
 * @example
 * predictUpgrade({ replicas: 4, connections: 120 }).total; // 194.4
 */
export function predictUpgrade(options: UpgradePlan): UpgradePrediction {
  const { maxUnavailable = 1, maxSurge = 0, spread = 'random' } = options;
  const plan = { ...options, maxUnavailable, maxSurge, spread };
  checkPlan(plan);
  const { replicas, connections } = plan;
  const model: UpgradeModel = { replicas, connections, steps: rollingSteps(plan) };
  const simulated = simulateUpgrade(model, { spread });
  if (simulated === undefined) {
    throw new OptionError('replicas', 'an upgrade that can be simulated', `${replicas} replicas`);
  }
  const states = expectedStates(model).slice(1);
  const total = sum(states, ({ lost }) => lost);
  return {
    plan,
    steps: states.map((state, step) => ({
      removed: (model.steps[step]?.removed ?? []).map((place) => `R${place + 1}`),
      lost: state.lost,
      lostRange: simulated.states[step + 1]?.lost ?? { low: 0, high: 0 },
      connections: state.connections,
    })),
    total,
    totalRange: simulated.total,
    amplification: total / connections,
    amplificationRange: {
      low: simulated.total.low / connections,
      high: simulated.total.high / connections,
    },
    trials: simulated.trials,
  };
}

/**
 * The steps of a Deployment's rolling update: as many new replicas as the surge allows are up before
 * the first old ones go; then as many old ones go at a time as leaves the allowed number missing,
 * and their replacements are up before the next go. A new replica takes the place of one that goes.
 */
function rollingSteps({
  replicas,
  maxUnavailable,
  maxSurge,
}: Pick<UpgradePrediction['plan'], 'replicas' | 'maxUnavailable' | 'maxSurge'>): ModelStep[] {
  const atATime = Math.min(replicas, maxUnavailable + maxSurge);
  const steps: ModelStep[] = [];
  for (let first = 0; first < replicas; first += atATime) {
    const end = Math.min(replicas, first + atATime);
    const removed = range(first, end);
    const surge = range(first, Math.min(end, first + maxSurge));
    steps.push({ removed, up: [...range(0, first), ...surge, ...range(end, replicas)] });
  }
  return steps;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function checkPlan({
  replicas,
  connections,
  maxUnavailable,
  maxSurge,
  spread,
}: UpgradePrediction['plan']): void {
  checkWhole('replicas', replicas, 1, LIMITS.replicas);
  checkWhole('connections', connections, 1, LIMITS.connections);
  checkWhole('maxUnavailable', maxUnavailable, 0, replicas);
  checkWhole('maxSurge', maxSurge, 0, replicas);
  if (maxUnavailable + maxSurge === 0) {
    throw new OptionError(
      'maxUnavailable',
      '1 or more, or a surge of 1 or more, so that something can be replaced',
      '0 of both',
    );
  }
  if (!['even', 'random'].includes(spread)) {
    throw new OptionError('spread', 'even or random', `'${spread}'`);
  }
}

function checkWhole(option: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new OptionError(option, `a whole number from ${least} to ${most}`, String(value));
}
