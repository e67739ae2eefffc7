import { sum } from 'd3-array';
import type { OrderedPolicy } from './policy.ts';
import {
  bucketSurvival,
  consistentSurvival,
  orderedSurvival,
  rehashSurvival,
  statefulSurvival,
  withSurplus,
  type Place,
  type Survival,
} from './survival.ts';
import { totalsOf, type TargetSets } from './target-sets.ts';

/** A policy with all that it depends on. */
export type Rule = OrderedRule | UnorderedRule;

export interface OrderedRule {
  readonly policy: OrderedPolicy;
  /** [epoch]: targets in their order. */
  readonly orders: readonly (readonly number[])[];
}

export interface UnorderedRule {
  readonly policy: 'rehash' | 'consistent' | 'maglev-like' | 'stateful';
  /** consistent, maglev-like: a table of buckets that forgets who had them, not weights that are drawn once. */
  readonly isTable?: boolean;
  /** maglev-like: share of the flows that move without need. */
  readonly surplus?: number;
}

/** Survival of flows of a target and birth under a policy. */
export function survivalUnder(
  rule: Rule,
  sets: TargetSets,
  target: number,
  born: number,
): Survival {
  switch (rule.policy) {
    case 'hash-threshold':
    case 'modulo': {
      const place = placeOf(target, rule.orders, sets.weights);
      return orderedSurvival(rule.policy, place, totalsOf(sets.weights), born);
    }
    case 'rehash':
      return rehashSurvival(sets, target, born);
    case 'stateful':
      return statefulSurvival(sets, target, born);
    case 'consistent':
    case 'maglev-like': {
      const kept = rule.isTable === true ? bucketSurvival : consistentSurvival;
      return withSurplus(kept(sets, target, born), sets, born, rule.surplus ?? 0);
    }
  }
}

/** Where a target stands in each epoch. */
function placeOf(
  target: number,
  orders: readonly (readonly number[])[],
  weights: readonly Float64Array[],
): Place {
  const start = Float64Array.from(weights, (row, epoch) => {
    const order = orders[epoch] ?? [];
    const place = order.indexOf(target);
    return sum(order.slice(0, Math.max(0, place)), (other) => row[other] ?? 0);
  });
  return { weight: Float64Array.from(weights, (row) => row[target] ?? 0), start };
}
