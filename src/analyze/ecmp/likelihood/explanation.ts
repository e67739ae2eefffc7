import type { Scenario } from '../accounts/scenario.ts';
import type { Cell } from '../observed/cells.ts';
import type { Policy } from '../policies/policy.ts';
import type { Rule } from '../policies/rule.ts';
import type { Survival } from '../policies/survival.ts';

/** How well a policy explains a run under one account of what was done. */
export interface Explanation {
  readonly policy: Policy;
  readonly scenario: Scenario;
  /** With the best order, or surplus. */
  readonly logLikelihood: number;
  /** The same averaged over what is not known: orders, surplus. */
  readonly evidence: number;
  /** The policy with its best order, or surplus. */
  readonly rule: Rule;
  /** How many orders are as good as its own; undefined where not all were looked at. */
  readonly equals: number | undefined;
  readonly survival: (cell: Pick<Cell, 'target' | 'born' | 'change'>) => number;
}

/** The survival of flows under a rule: made once for each target and birth. */
export function survivalLookup(
  make: (target: number, born: number) => Survival,
): Explanation['survival'] {
  const known: (Survival | undefined)[][] = [];
  return ({ target, born, change }) => {
    const ofTarget = (known[target] ??= []);
    const survival = (ofTarget[born] ??= make(target, born));
    return survival[change - born] ?? 0;
  };
}
