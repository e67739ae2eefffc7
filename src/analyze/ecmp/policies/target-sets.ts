import { sum } from 'd3-array';
/** What the balancer sends flows to, epoch by epoch; a change stands between two epochs. */
export interface TargetSets {
  /** [epoch][target]; 0 = the target is not in the set. Whole numbers. */
  readonly weights: readonly Float64Array[];
  /** [epoch], whether the balancer's set was changed (or merely set again) at its beginning. */
  readonly changed: readonly boolean[];
}

/** Weight of all targets together, per epoch. */
export function totalsOf(weights: readonly Float64Array[]): Float64Array {
  return Float64Array.from(weights, (row) => sum(row));
}
