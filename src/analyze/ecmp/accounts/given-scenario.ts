import { OptionError } from '../../support/option-error.ts';
import type { Observations } from '../observed/observe.ts';
import type { Edit, GivenChange, GivenTarget } from './given-change.ts';
import { hasReturns } from './infer-scenarios.ts';
import type { Scenario } from './scenario.ts';

/**
 * The one account that was given, with two variants where a target comes back without it being
 * said where.
 *
 * @param names of all hosts
 * @param first the targets before the first change, in order; undefined = those that got connections
 * @param base weight of a target while it is in the set, if no change says another
 * @throws {OptionError} where a change cannot be: it names a host that the run has not, or removes what is not there
 */
export function givenScenarios(
  observed: Observations,
  names: readonly string[],
  changes: readonly GivenChange[],
  first: readonly GivenTarget[] | undefined,
  base: readonly number[],
): Scenario[] {
  const initial = Float64Array.from(base, (weight, target) =>
    isThereAtFirst(target, names, changes, first, observed) ? weight : 0,
  );
  const sets: GivenSet[] = [{ weights: initial, order: undefined }];
  for (const { edits } of changes) {
    let set = sets.at(-1) as GivenSet;
    for (const edit of edits) set = edited(set, edit, names, base);
    if (set.weights.every((weight) => weight === 0)) {
      throw new OptionError('changes', 'a target that stays', 'none');
    }
    sets.push(set);
  }
  const weights = sets.map((set) => set.weights);
  const orders = sets.map(({ order }) => order);
  const scenario: Scenario = {
    weights,
    kinds: weights.map((_, epoch) => (epoch === 0 ? undefined : 'route')),
    changed: weights.map((_, epoch) => epoch > 0),
    segment: weights.map(() => 0),
    logPrior: 0,
    isGuess: false,
    alive: weights.map((row, epoch) => {
      const seen = [...row].map(
        (weight, target) => weight > 0 && observed.sets[epoch]?.[target] === true,
      );
      return seen.includes(true) ? seen : [...row].map((weight) => weight > 0);
    }),
    returns: 'to its place',
    order: orders,
  };
  const isFree = hasReturns(weights) && orders.every((each) => each === undefined);
  return isFree
    ? [
        { ...scenario, logPrior: Math.log(0.8) },
        { ...scenario, logPrior: Math.log(0.2), returns: 'anywhere' },
      ]
    : [scenario];
}

/** The targets from a change on. */
interface GivenSet {
  /** By target; 0 = it is not there. */
  readonly weights: Float64Array;
  /** Where it was said. */
  readonly order: readonly number[] | undefined;
}

/** @throws {OptionError} where there is no such target to edit */
function edited(
  { weights, order }: GivenSet,
  edit: Edit,
  names: readonly string[],
  base: readonly number[],
): GivenSet {
  const indexOf = (name: string): number => {
    const index = names.indexOf(name);
    if (index >= 0) return index;
    throw new OptionError('changes', `targets of ${names.join(', ')}`, `'${name}'`);
  };
  if (edit.kind === 'set') {
    const set = new Float64Array(weights.length);
    for (const { name, weight } of edit.targets) {
      set[indexOf(name)] = weight ?? base[indexOf(name)] ?? 1;
    }
    return { weights: set, order: edit.targets.map(({ name }) => indexOf(name)) };
  }
  const name = edit.kind === 'remove' ? edit.name : edit.target.name;
  const target = indexOf(name);
  const isIn = (weights[target] as number) > 0;
  if (isIn === (edit.kind === 'add')) {
    throw new OptionError(
      'changes',
      isIn ? 'a target that is not there yet' : 'a target that is there at that time',
      `'${name}'`,
    );
  }
  if (edit.kind === 'remove') {
    return { weights: weights.with(target, 0), order: order?.filter((other) => other !== target) };
  }
  return {
    weights: weights.with(target, edit.target.weight ?? base[target] ?? 1),
    order: edit.kind === 'add' && order !== undefined ? [...order, target] : order,
  };
}

/** Before the first change: what was given, else what gets connections and is not added first. */
function isThereAtFirst(
  target: number,
  names: readonly string[],
  changes: readonly GivenChange[],
  first: readonly GivenTarget[] | undefined,
  { sets }: Observations,
): boolean {
  const name = names[target];
  const isAddedFirst = changes
    .flatMap(({ edits }) => edits)
    .find((edit) => {
      if (edit.kind === 'set') return false;
      return (edit.kind === 'remove' ? edit.name : edit.target.name) === name;
    });
  if (isAddedFirst?.kind === 'add') return false;
  if (isAddedFirst !== undefined) return true;
  if (first?.some((given) => given.name === name) === true) return true;
  return sets[0]?.[target] === true;
}
