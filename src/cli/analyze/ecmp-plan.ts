import { Option } from 'commander';
import {
  ecmpPredictionReport,
  parseTargets,
  type GivenTarget,
  type Report,
} from '../../analyze/index.ts';
import { UsageError } from '../shared/errors.ts';
import { numberOption } from '../shared/flags/number-option.ts';
import type { PlanFlags } from './plan-flags.ts';

const MOST_TARGETS = 1000;
const MOST_CONNECTIONS = 1e9;
const PREDICTION = ['remove', 'connections'] as const;

export const ECMP_PLAN: PlanFlags = {
  options: () => [
    new Option('--predict', 'what it would cost, without any run'),
    new Option('--remove <list>', 'with --predict: which targets, by name or from 1'),
    new Option('--connections <number>', 'with --predict: how many').argParser(
      numberOption('--connections', { least: 1, most: MOST_CONNECTIONS, whole: true }),
    ),
  ],
  report: predicted,
};

function predicted(flags: Readonly<Record<string, unknown>>): Report | undefined {
  const { predict, targets, remove, connections } = flags;
  if (predict !== true) {
    const alone = PREDICTION.find((name) => flags[name] !== undefined);
    if (alone !== undefined) throw new UsageError(`--${alone}: expected --predict with it`);
    return undefined;
  }
  if (typeof targets !== 'string' || typeof remove !== 'string') {
    throw new UsageError('--predict: expected --targets and --remove with it');
  }
  if (flags['change'] !== undefined) {
    throw new UsageError('--change: expected a run; --predict takes --remove');
  }
  const all = predictedTargets(targets);
  const removed = remove.split(/[\s,]+/).filter((word) => word !== '');
  return ecmpPredictionReport({
    targets: all,
    remove: removed.map((word) => nameOf(word, all)),
    ...(typeof connections === 'number' && { connections }),
  });
}

/** `4` is four targets, named by their numbers. */
function predictedTargets(text: string): readonly GivenTarget[] {
  if (!/^\d+$/.test(text)) return parseTargets(text);
  const count = numberOption('--targets', { least: 1, most: MOST_TARGETS, whole: true })(text);
  return Array.from({ length: count }, (_, i) => ({ name: String(i + 1), weight: undefined }));
}

function nameOf(word: string, targets: readonly GivenTarget[]): string {
  if (targets.some(({ name }) => name === word) || !/^\d+$/.test(word)) return word;
  return targets[Number(word) - 1]?.name ?? word;
}
