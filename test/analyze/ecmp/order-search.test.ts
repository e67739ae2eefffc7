import { describe, expect, it } from 'vitest';
import { cellLogLikelihood, logSum, type Cell } from '../../../src/analyze/ecmp/observed/cells.ts';
import { searchOrder, type Contender } from '../../../src/analyze/ecmp/likelihood/order-search.ts';
import { orderedSurvival } from '../../../src/analyze/ecmp/policies/survival.ts';
import { createRandom } from '../../support/simulate/random.ts';

interface Problem {
  readonly contenders: readonly Contender[];
  readonly totals: Float64Array;
}

/** Targets in the order of their indices; target `gone` is away in the second of three epochs. */
function problem(count: number, gone: number, policy: 'hash-threshold' | 'modulo'): Problem {
  const totals = Float64Array.of(count, count - 1, count);
  const contenders = Array.from({ length: count }, (_, target): Contender => {
    const weight = Float64Array.of(1, target === gone ? 0 : 1, 1);
    const start = Float64Array.of(target, target > gone ? target - 1 : target, target);
    const cells = [0, 1].flatMap((born): Cell[] => {
      if (weight[born] === 0) return [];
      const survival = orderedSurvival(policy, { weight, start }, totals, born);
      let atRisk = 40 + ((target * 7) % 5);
      return [1, 2].flatMap((change): Cell[] => {
        if (change <= born) return [];
        const lost = Math.round(atRisk * (1 - (survival[change - born] ?? 0)));
        const cell = { target, born, change, atRisk, lost };
        atRisk -= lost;
        return [cell];
      });
    });
    return { weight, knownStart: new Float64Array(3).fill(NaN), cells, rank: undefined };
  });
  return { contenders, totals };
}

function permutations(items: readonly number[]): number[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) =>
    permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]),
  );
}

/** The log-likelihood of one order, by the definition. */
function likelihoodOf(
  policy: 'hash-threshold' | 'modulo',
  { contenders, totals }: Problem,
  order: readonly number[],
): number {
  let sum = 0;
  for (const [place, index] of order.entries()) {
    const { weight, cells } = contenders[index] as Contender;
    const start = Float64Array.from(totals, (_, epoch) =>
      order
        .slice(0, place)
        .reduce((before, other) => before + (contenders[other]?.weight[epoch] ?? 0), 0),
    );
    for (const cell of cells) {
      const survival = orderedSurvival(policy, { weight, start }, totals, cell.born);
      sum += cellLogLikelihood(cell, survival[cell.change - cell.born] ?? 0);
    }
  }
  return sum;
}

describe.each(['hash-threshold', 'modulo'] as const)('the order under %s', (policy) => {
  it.each([0, 1, 2])('is the best of all, target %d gone', (gone) => {
    const given = problem(5, gone, policy);
    const all = permutations([0, 1, 2, 3, 4]).map((order) => likelihoodOf(policy, given, order));
    const most = all.reduce((a, b) => Math.max(a, b));
    const found = searchOrder(policy, given.contenders, given.totals);
    expect(found.logLikelihood).toBeCloseTo(most, 6);
    expect(likelihoodOf(policy, given, found.order)).toBeCloseTo(most, 6);
    expect(found.evidence).toBeCloseTo(logSum(all) - Math.log(all.length), 6);
    expect(found.equals).toBe(all.filter((each) => most - each < 1e-6).length);
    expect(found.order).toEqual([0, 1, 2, 3, 4]);
  });

  it('keeps to what is given', () => {
    const { contenders, totals } = problem(5, 1, policy);
    const ranks = [2, undefined, 1, undefined, 0];
    const ranked = contenders.map((each, i) => ({ ...each, rank: ranks[i] }));
    const { order } = searchOrder(policy, ranked, totals);
    expect(order.filter((i) => ranks[i] !== undefined)).toEqual([4, 2, 0]);
  });
});

it('of more targets than can be looked at is as good as the true one', () => {
  const count = 16;
  const given = problem(count, 5, 'hash-threshold');
  const random = createRandom(3);
  const shuffled = given.contenders
    .map((contender) => ({ contender, key: random.unit() }))
    .sort((a, b) => a.key - b.key)
    .map(({ contender }) => contender);
  const found = searchOrder('hash-threshold', shuffled, given.totals);
  const truth = likelihoodOf(
    'hash-threshold',
    given,
    Array.from({ length: count }, (_, i) => i),
  );
  expect(found.equals).toBeUndefined();
  expect(found.logLikelihood).toBeGreaterThan(truth - 1e-6);
});
