import { cellLogLikelihood } from '../observed/cells.ts';
import type { Observations } from '../observed/observe.ts';
import { POLICIES } from '../policies/policy.ts';
import { survivalUnder } from '../policies/rule.ts';
import type { TargetSets } from '../policies/target-sets.ts';
import { expectedCells, ruleOf } from '../prediction/predict-ecmp.ts';
import { DECIDED, divergence, isKin, type Judged } from './judge.ts';

/** Twice what decides on average decides nearly always. */
const SAFETY = 2;
/** Policies that a connection tells apart by less are the same at these changes. */
const ALIKE_NATS = 1e-4;
/** More targets make no difference to what is advised. */
const MOST_TARGETS = 16;

/**
 * How many connections would decide, the changes being the same; null = no number would.
 *
 * @param connections how many there were
 */
export function connectionsNeeded(
  judged: readonly Judged[],
  { cells }: Pick<Observations, 'cells'>,
  connections: number,
): number | null {
  const likeliest = judged.reduce((a, b) => (b.posterior > a.posterior ? b : a));
  const rivals = judged.filter(
    (each) => each !== likeliest && each.posterior > (1 - DECIDED) / judged.length,
  );
  const apart = rivals.map((rival) => divergence(likeliest.best, rival.best, cells, connections));
  return numberFor(Math.min(...apart));
}

function numberFor(nats: number): number | null {
  if (!(nats > ALIKE_NATS) || nats === Infinity) return null;
  const exact = (SAFETY * Math.log(DECIDED / (1 - DECIDED))) / nats;
  const step = 10 ** Math.max(1, Math.floor(Math.log10(exact)));
  return Math.ceil(exact / step) * step;
}

/** How many connections would tell the policies apart if the first of so many targets was removed and added again. */
export function connectionsForReturn(targets: number): number | null {
  const count = Math.min(MOST_TARGETS, Math.max(2, targets));
  const all = new Float64Array(count).fill(1);
  const rest = all.with(0, 0);
  const sets: TargetSets = { weights: [all, rest, all], changed: [false, true, true] };
  const rules = POLICIES.map((policy) => ruleOf(policy, count));
  let least = Infinity;
  for (const right of rules) {
    const cells = expectedCells(sets, 1, (target, born) =>
      survivalUnder(right, sets, target, born),
    );
    for (const rival of rules) {
      if (right === rival || (isKin(right.policy) && isKin(rival.policy))) continue;
      const apart = cells.reduce((sum, cell) => {
        const kept = (rule: typeof right): number =>
          survivalUnder(rule, sets, cell.target, cell.born)[cell.change - cell.born] ?? 0;
        return sum + cellLogLikelihood(cell, kept(right)) - cellLogLikelihood(cell, kept(rival));
      }, 0);
      least = Math.min(least, apart);
    }
  }
  return numberFor(least);
}
