import { sum } from 'd3-array';
import { connectLogLikelihood, routeCells, type Scenario } from '../accounts/scenario.ts';
import { cellLogLikelihood, ERROR_RATE, logSum, type Cell } from '../observed/cells.ts';
import type { Observations } from '../observed/observe.ts';
import { isOrdered, type OrderedPolicy, type Policy } from '../policies/policy.ts';
import {
  survivalUnder,
  type OrderedRule,
  type Rule,
  type UnorderedRule,
} from '../policies/rule.ts';
import type { Survival } from '../policies/survival.ts';
import { totalsOf } from '../policies/target-sets.ts';
import { searchOrder, type Contender } from './order-search.ts';
import { searchSegments } from './segment-orders.ts';

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
    const survival = lookup((target, born) => survivalUnder(rule, scenario, target, born));
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

/** Each target and birth once. */
function lookup(make: (target: number, born: number) => Survival): Explanation['survival'] {
  const known: (Survival | undefined)[][] = [];
  return ({ target, born, change }) => {
    const ofTarget = (known[target] ??= []);
    const survival = (ofTarget[born] ??= make(target, born));
    return survival[change - born] ?? 0;
  };
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

/** A target, or one of its stays in the set. */
interface Stay {
  readonly target: number;
  readonly from: number;
  /** Its first epoch out again. */
  readonly to: number;
}

function staysOf({ weights, returns }: Scenario): Stay[] {
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

function explainOrdered(
  policy: OrderedPolicy,
  scenario: Scenario,
  cells: readonly Cell[],
  common: number,
  ranks: readonly (number | undefined)[],
): Explanation {
  const { weights, order: given, segment } = scenario;
  const epochs = weights.length;
  const totals = totalsOf(weights);
  const stays = staysOf(scenario);
  const isFree = (epoch: number): boolean => given[epoch] === undefined;
  const segments = [...new Set(segment.filter((_, epoch) => isFree(epoch)))];
  const startIn = (order: readonly number[], epoch: number, stay: Stay): number => {
    let sum = 0;
    for (const index of order) {
      const other = stays[index];
      if (other === stay) break;
      if (other !== undefined) sum += weightOf(scenario, other, epoch);
    }
    return sum;
  };
  const givenStart = (epoch: number, { target }: Stay): number => {
    const order = given[epoch] ?? [];
    return sum(
      order.slice(0, Math.max(0, order.indexOf(target))),
      (other) => weights[epoch]?.[other] ?? 0,
    );
  };
  /** @param orders segment -> order of stays; the searched segment has none */
  const contendersFor = (
    searched: number,
    orders: ReadonlyMap<number, readonly number[]>,
  ): Contender[] =>
    stays.map((stay) => ({
      weight: Float64Array.from({ length: epochs }, (_, epoch) => weightOf(scenario, stay, epoch)),
      knownStart: Float64Array.from({ length: epochs }, (_, epoch) => {
        if (!isFree(epoch)) return givenStart(epoch, stay);
        const of = segment[epoch] ?? 0;
        const order = of === searched ? undefined : orders.get(of);
        return order === undefined ? NaN : startIn(order, epoch, stay);
      }),
      cells: cells.filter(
        ({ target, born }) => target === stay.target && born >= stay.from && born < stay.to,
      ),
      rank: searched === segments[0] && stay.from === 0 ? ranks[stay.target] : undefined,
    }));
  const isRising = (order: readonly number[]): boolean => {
    const placed = order.flatMap((index) => {
      const { target, from } = stays[index] ?? { target: -1, from: -1 };
      return from === 0 ? (ranks[target] ?? []) : [];
    });
    return placed.every((rank, i) => rank > (placed[i - 1] ?? -1));
  };
  const found = searchSegments(segments, stays.length, isRising, (searched, orders) =>
    searchOrder(policy, contendersFor(searched, orders), totals),
  );
  const orders = Array.from({ length: epochs }, (_, epoch): readonly number[] => {
    const known = given[epoch];
    if (known !== undefined) return known;
    const order = found.orders.get(segment[epoch] ?? 0) ?? [];
    return order.flatMap((index) => {
      const stay = stays[index];
      return stay !== undefined && weightOf(scenario, stay, epoch) > 0 ? [stay.target] : [];
    });
  });
  const rule: OrderedRule = { policy, orders };
  const survival = lookup((target, born) => survivalUnder(rule, scenario, target, born));
  return {
    policy,
    scenario,
    logLikelihood: common + found.logLikelihood,
    evidence: common + found.evidence,
    rule,
    equals: found.equals,
    survival,
  };
}

function weightOf({ weights }: Scenario, { target, from, to }: Stay, epoch: number): number {
  return epoch >= from && epoch < to ? (weights[epoch]?.[target] ?? 0) : 0;
}
