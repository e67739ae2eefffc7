import { Option } from 'commander';
import { upgradePredictionReport, type Report, type Spread } from '../../analyze/index.ts';
import { UsageError } from '../shared/errors.ts';
import { numberOption } from '../shared/flags/number-option.ts';
import type { PlanFlags } from './plan-flags.ts';

/** What is predicted without data; with data it is known. */
interface PredictionFlags {
  readonly predict?: true;
  readonly replicas?: number;
  readonly connections?: number;
  readonly maxUnavailable?: number;
  readonly maxSurge?: number;
  readonly spread?: Spread;
}

const MOST_COUNT = 999_999_999;

const FLAGS: Readonly<Record<Exclude<keyof PredictionFlags, 'predict'>, string>> = {
  replicas: '--replicas',
  connections: '--connections',
  maxUnavailable: '--max-unavailable',
  maxSurge: '--max-surge',
  spread: '--spread',
};

export const UPGRADE_PLAN: PlanFlags = {
  options: () => [
    new Option('--predict', 'what is to be expected, without any data'),
    count(FLAGS.replicas, 'with --predict: replicas that are upgraded'),
    count(FLAGS.connections, 'with --predict: connections at the start'),
    count(FLAGS.maxUnavailable, 'with --predict: replicas that may be missing (default: 1)'),
    count(FLAGS.maxSurge, 'with --predict: replicas beyond those asked for (default: 0)'),
    new Option(
      `${FLAGS.spread} <how>`,
      'with --predict: how lost connections spread over the replicas that are up (default: random)',
    ).choices(['even', 'random']),
  ],
  report: predicted,
};

function predicted(flags: PredictionFlags): Report | undefined {
  const { predict, replicas, connections, maxUnavailable, maxSurge, spread } = flags;
  if (predict !== true) {
    for (const [name, flag] of Object.entries(FLAGS)) {
      if (flags[name as keyof PredictionFlags] === undefined) continue;
      throw new UsageError(`${flag}: expected --predict as well; of data it is known`);
    }
    return undefined;
  }
  return upgradePredictionReport({
    replicas: required(FLAGS.replicas, replicas),
    connections: required(FLAGS.connections, connections),
    ...(maxUnavailable !== undefined && { maxUnavailable }),
    ...(maxSurge !== undefined && { maxSurge }),
    ...(spread !== undefined && { spread }),
  });
}

function required(flag: string, value: number | undefined): number {
  if (value === undefined) throw new UsageError(`--predict: expected ${flag}, found none`);
  return value;
}

function count(flag: string, description: string): Option {
  return new Option(`${flag} <number>`, description).argParser(
    numberOption(flag, { least: 0, most: MOST_COUNT, whole: true }),
  );
}
