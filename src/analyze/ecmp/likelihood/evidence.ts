import { sum } from 'd3-array';
import { connectLogLikelihood, routeCells, type Scenario } from '../accounts/scenario.ts';
import { cellLogLikelihood, ERROR_RATE, logSum, type Cell } from '../observed/cells.ts';
import type { Observations } from '../observed/observe.ts';
import { isOrdered, type OrderedPolicy, type Policy } from '../policies/policy.ts';
import { survivalUnder, type UnorderedRule } from '../policies/rule.ts';
import { explainOrdered } from './explain-ordered.ts';
import { survivalLookup, type Explanation } from './explanation.ts';

/** Surplus shares of Maglev that are looked at. Less than the least is called consistent. */
export const SURPLUSES: readonly number[] = Array.from({ length: 25 }, (_, i) => 0.01 * (i + 1));

/** @param ranks target -> place among those whose order is given; undefined = anywhere */
export function explain(
  policy: Policy,
  scenario: Scenario,
  observed: Pick<Observations, 'cells' | 'connects'>,
  ranks: readonly (number | undefined)[],
): Explanation {
  const cells = routeCells(scenario, observed.cells);
  const common =
    connectLogLikelihood(scenario, observed.connects) +
    notRouteLogLikelihood(scenario, observed.cells);
  if (isOrdered(policy)) return explainOrdered(policy, scenario, cells, common, ranks);
  const tried = rulesOf(policy).map((rule) => {
    const survival = survivalLookup((target, born) => survivalUnder(rule, scenario, target, born));
    return { rule, survival, logLikelihood: common + cellsLogLikelihood(cells, survival) };
  });
  const best = tried.reduce((a, b) => (b.logLikelihood > a.logLikelihood ? b : a));
  const evidence = logSum(tried.map(({ logLikelihood }) => logLikelihood)) - Math.log(tried.length);
  return { ...best, policy, scenario, evidence, equals: 1 };
}

/** What a policy leaves open, and a balancer can do either way. */
function rulesOf(policy: Exclude<Policy, OrderedPolicy>): readonly UnorderedRule[] {
  switch (policy) {
    case 'rehash':
    case 'stateful':
      return [{ policy }];
    case 'consistent':
      return [{ policy }, { policy, isTable: true }];
    case 'maglev-like':
      return SURPLUSES.flatMap((surplus): UnorderedRule[] => [
        { policy, surplus },
        { policy, surplus, isTable: true },
      ]);
  }
}

/** What no policy's evidence exceeds under an account. */
export function mostEvidence(
  scenario: Scenario,
  { cells, connects }: Pick<Observations, 'cells' | 'connects'>,
): number {
  const best = routeCells(scenario, cells).map((cell) =>
    cellLogLikelihood(cell, 1 - cell.lost / cell.atRisk),
  );
  return (
    connectLogLikelihood(scenario, connects) + notRouteLogLikelihood(scenario, cells) + sum(best)
  );
}

function cellsLogLikelihood(cells: readonly Cell[], survival: Explanation['survival']): number {
  return sum(cells, (cell) => cellLogLikelihood(cell, survival(cell)));
}

/** What all policies say alike: of hosts that died, and of losses of another cause. */
function notRouteLogLikelihood(scenario: Scenario, cells: readonly Cell[]): number {
  let logLikelihood = 0;
  for (const [change, kind] of scenario.kinds.entries()) {
    const here = cells.filter((cell) => cell.change === change);
    if (kind === 'death') {
      for (const cell of here) {
        logLikelihood += cellLogLikelihood(
          cell,
          scenario.alive[change]?.[cell.target] === true ? 1 : 0,
        );
      }
    } else if (kind === 'none') {
      // As for all who could have been lost at a change: else this account were the cheaper one for it.
      for (const cell of here) logLikelihood += cellLogLikelihood(cell, 1);
    } else if (kind === 'other') {
      const atRisk = sum(here, (cell) => cell.atRisk);
      const lost = sum(here, (cell) => cell.lost);
      logLikelihood += anyShareLogLikelihood(atRisk, lost);
    }
  }
  return logLikelihood;
}

/** Flows lost with a probability that may be any: ln of the Beta function. */
function anyShareLogLikelihood(atRisk: number, lost: number): number {
  let logChoices = Math.log(atRisk + 1);
  for (let i = 1; i <= Math.min(lost, atRisk - lost); i++) {
    logChoices += Math.log((atRisk - i + 1) / i);
  }
  // Strays explain a few as well as anywhere else.
  const strays = lost * Math.log(ERROR_RATE) + (atRisk - lost) * Math.log(1 - ERROR_RATE);
  return logSum([-logChoices, strays]) - Math.LN2;
}
