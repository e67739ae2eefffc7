import type { Scenario } from '../accounts/scenario.ts';

/** A target, or one of its stays in the set. */
export interface Stay {
  readonly target: number;
  readonly from: number;
  /** Its first epoch out again. */
  readonly to: number;
}

/** Where a target comes back anywhere, each of its stays has a place of its own in the order. */
export function staysOf({ weights, returns }: Scenario): Stay[] {
  const epochs = weights.length;
  const targets = weights[0]?.length ?? 0;
  const stays: Stay[] = [];
  for (let target = 0; target < targets; target++) {
    let from: number | undefined;
    for (let epoch = 0; epoch <= epochs; epoch++) {
      const isIn = (weights[epoch]?.[target] ?? 0) > 0;
      if (isIn) from ??= epoch;
      const ends = returns === 'anywhere' ? !isIn : epoch === epochs;
      if (from === undefined || !ends) continue;
      stays.push({ target, from, to: epoch });
      from = undefined;
    }
  }
  return stays;
}

/** Weight of a stay in an epoch; 0 = it is not in the set. */
export function weightOf({ weights }: Scenario, { target, from, to }: Stay, epoch: number): number {
  return epoch >= from && epoch < to ? (weights[epoch]?.[target] ?? 0) : 0;
}
