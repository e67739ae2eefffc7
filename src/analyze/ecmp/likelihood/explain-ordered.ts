import { sum } from 'd3-array';
import type { Scenario } from '../accounts/scenario.ts';
import type { Cell } from '../observed/cells.ts';
import type { OrderedPolicy } from '../policies/policy.ts';
import { survivalUnder, type OrderedRule } from '../policies/rule.ts';
import { totalsOf } from '../policies/target-sets.ts';
import { survivalLookup, type Explanation } from './explanation.ts';
import { searchOrder, type Contender } from './order-search.ts';
import { searchSegments } from './segment-orders.ts';
import { staysOf, weightOf, type Stay } from './stays.ts';

/**
 * Explains a run by a policy that knows an order of the targets: with the order, or the orders, that
 * explain it best where they were not told.
 *
 * @param common log-likelihood of what all policies say alike
 * @param ranks target -> place among those whose order is given; undefined = anywhere
 */
export function explainOrdered(
  policy: OrderedPolicy,
  scenario: Scenario,
  cells: readonly Cell[],
  common: number,
  ranks: readonly (number | undefined)[],
): Explanation {
  const { weights, order: given, segment } = scenario;
  const totals = totalsOf(weights);
  const stays = staysOf(scenario);
  const searched = [...new Set(segment.filter((_, epoch) => given[epoch] === undefined))];
  const found = searchSegments(
    searched,
    stays.length,
    (order) => isRising(order, stays, ranks),
    (of, orders) => {
      const placed = of === searched[0] ? ranks : [];
      return searchOrder(
        policy,
        stays.map((stay) => contender(stay, { scenario, stays, cells, of, orders, ranks: placed })),
        totals,
      );
    },
  );
  const orders = weights.map((_, epoch): readonly number[] => {
    const order = found.orders.get(segment[epoch] ?? 0) ?? [];
    return given[epoch] ?? targetsOf(order, stays, scenario, epoch);
  });
  const rule: OrderedRule = { policy, orders };
  return {
    policy,
    scenario,
    logLikelihood: common + found.logLikelihood,
    evidence: common + found.evidence,
    rule,
    equals: found.equals,
    survival: survivalLookup((target, born) => survivalUnder(rule, scenario, target, born)),
  };
}

/** A search for the order of one segment, the orders of the others being held. */
interface SegmentSearch {
  readonly scenario: Scenario;
  readonly stays: readonly Stay[];
  readonly cells: readonly Cell[];
  /** The segment. */
  readonly of: number;
  /** Segment -> order of stays. */
  readonly orders: ReadonlyMap<number, readonly number[]>;
  readonly ranks: readonly (number | undefined)[];
}

function contender(stay: Stay, search: SegmentSearch): Contender {
  const { scenario, cells, ranks } = search;
  const epochs = scenario.weights.length;
  return {
    weight: Float64Array.from({ length: epochs }, (_, epoch) => weightOf(scenario, stay, epoch)),
    knownStart: Float64Array.from({ length: epochs }, (_, epoch) =>
      knownStart(stay, epoch, search),
    ),
    cells: cells.filter(
      ({ target, born }) => target === stay.target && born >= stay.from && born < stay.to,
    ),
    rank: stay.from === 0 ? ranks[stay.target] : undefined,
  };
}

/** Weight of those that stand before a stay in an epoch; NaN = that is what is searched for. */
function knownStart(
  stay: Stay,
  epoch: number,
  { scenario, stays, of, orders }: SegmentSearch,
): number {
  const given = scenario.order[epoch];
  if (given !== undefined) {
    const before = given.slice(0, Math.max(0, given.indexOf(stay.target)));
    return sum(before, (target) => scenario.weights[epoch]?.[target] ?? 0);
  }
  const segment = scenario.segment[epoch] ?? 0;
  const order = segment === of ? undefined : orders.get(segment);
  if (order === undefined) return NaN;
  const place = order.findIndex((index) => stays[index] === stay);
  const before = place < 0 ? order : order.slice(0, place);
  return sum(before, (index) => {
    const other = stays[index];
    return other === undefined ? 0 : weightOf(scenario, other, epoch);
  });
}

/** Whether an order keeps the places that were given. */
function isRising(
  order: readonly number[],
  stays: readonly Stay[],
  ranks: readonly (number | undefined)[],
): boolean {
  const placed = order.flatMap((index) => {
    const { target, from } = stays[index] ?? { target: -1, from: -1 };
    return from === 0 ? (ranks[target] ?? []) : [];
  });
  return placed.every((rank, i) => rank > (placed[i - 1] ?? -1));
}

function targetsOf(
  order: readonly number[],
  stays: readonly Stay[],
  scenario: Scenario,
  epoch: number,
): number[] {
  return order.flatMap((index) => {
    const stay = stays[index];
    return stay !== undefined && weightOf(scenario, stay, epoch) > 0 ? [stay.target] : [];
  });
}
