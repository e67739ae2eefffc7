import { sum } from 'd3-array';
import type { Cell } from '../observed/cells.ts';
import type { TargetSets } from '../policies/target-sets.ts';

/**
 * What came at a change: `route` = the balancer's targets changed (or were set anew), `death` =
 * hosts died and the balancer does not know, `other` = losses of another cause, `none` = nothing.
 */
export type ChangeKind = 'route' | 'death' | 'other' | 'none';

/** One account of what was done to the targets. The policies are compared under each. */
export interface Scenario extends TargetSets {
  /** ln of how likely it is beforehand, compared with other accounts of the same run. */
  readonly logPrior: number;
  /** Whether it has new weights or a new order that nobody told of, and only the losses speak for. */
  readonly isGuess: boolean;
  /** [change], from 1. */
  readonly kinds: readonly (ChangeKind | undefined)[];
  /** [epoch][target]: whether new connections to it succeed. */
  readonly alive: readonly (readonly boolean[])[];
  /** Whether a target that comes back takes its old place among the others, or any. */
  readonly returns: 'to its place' | 'anywhere';
  /** [epoch]: orders change only where this does. */
  readonly segment: readonly number[];
  /** [epoch]: targets in the order that was given; undefined = not known. */
  readonly order: readonly (readonly number[] | undefined)[];
}

/** A new connection that arrives where it should not be able to. */
const ASTRAY = 0.001;

/** ln of the probability of where new connections went: by the targets' weights, of those that are alive. */
export function connectLogLikelihood(
  { weights, alive }: Pick<Scenario, 'weights' | 'alive'>,
  connects: readonly Float64Array[],
): number {
  let logLikelihood = 0;
  for (const [epoch, row] of connects.entries()) {
    const offered = (weights[epoch] ?? row).map((weight, target) =>
      alive[epoch]?.[target] === true ? weight : 0,
    );
    const total = sum(offered);
    for (const [target, count] of row.entries()) {
      const weight = offered[target] ?? 0;
      logLikelihood += count * Math.log(weight > 0 && total > 0 ? weight / total : ASTRAY);
    }
  }
  return logLikelihood;
}

/** Cells of changes of the route, of flows that the balancer itself had sent there. */
export function routeCells({ kinds, weights }: Scenario, cells: readonly Cell[]): Cell[] {
  return cells.filter(
    ({ change, born, target }) => kinds[change] === 'route' && (weights[born]?.[target] ?? 0) > 0,
  );
}
