import { sum } from 'd3-array';
import { OptionError } from '../../support/option-error.ts';
import type { GivenTarget } from '../accounts/given-change.ts';
import type { Cell } from '../observed/cells.ts';
import { POLICIES, isOrdered, type Policy } from '../policies/policy.ts';
import { survivalUnder, type Rule } from '../policies/rule.ts';
import type { Survival } from '../policies/survival.ts';
import { totalsOf, type TargetSets } from '../policies/target-sets.ts';

/** What Maglev's surplus is taken to be where there are no data to fit it from. */
export const TYPICAL_SURPLUS = 0.02;

/** The flows that changes are expected to find and to cost, if each lost one is replaced at once. */
export function expectedCells(
  sets: TargetSets,
  connections: number,
  survival: (target: number, born: number) => Survival,
): Cell[] {
  const { weights } = sets;
  const totals = totalsOf(weights);
  const cells: Cell[] = [];
  const born = (epoch: number, count: number): { target: number; born: number; count: number }[] =>
    [...(weights[epoch] ?? [])].flatMap((weight, target) =>
      weight > 0
        ? [{ target, born: epoch, count: (count * weight) / (totals[epoch] as number) }]
        : [],
    );
  let flows = born(0, connections);
  for (let change = 1; change < weights.length; change++) {
    let lost = 0;
    flows = flows.map((flow) => {
      const kept = survival(flow.target, flow.born)[change - flow.born] ?? 0;
      const gone = flow.count * (1 - kept);
      cells.push({ target: flow.target, born: flow.born, change, atRisk: flow.count, lost: gone });
      lost += gone;
      return { ...flow, count: flow.count - gone };
    });
    flows.push(...born(change, lost));
  }
  return cells;
}

/** What a removal, and adding again what was removed, would cost. */
export interface EcmpPrediction {
  readonly connections: number;
  /** In their order. */
  readonly targets: readonly string[];
  readonly weights: readonly number[];
  readonly removed: readonly string[];
  readonly policies: readonly PredictedCost[];
  /** What adding them again costs in a resilient group of Linux, by their places in it. */
  readonly addingToResilient: { readonly low: number; readonly high: number };
}

export interface PredictedCost {
  readonly policy: Policy;
  /** Connections lost, of all targets and per target. */
  readonly removal: number;
  readonly adding: number;
  readonly removalPerTarget: readonly number[];
  readonly addingPerTarget: readonly number[];
  /** Adding, in a table of buckets that gives any of them, whoever had them before. */
  readonly addingToTable?: number;
}

/** A removal of targets that is planned. */
export interface EcmpPlan {
  /** In their order. */
  readonly targets: readonly GivenTarget[];
  /** Names of those that go. */
  readonly remove: readonly string[];
  /** Default 100, so that losses are percentages. */
  readonly connections?: number | undefined;
}

const DEFAULT_CONNECTIONS = 100;

/**
 * What removing targets, and adding them again at their places, costs under each policy.
 *
 * @throws {OptionError} where there is nothing to remove, or nothing would be left
 */
export function predictEcmp({
  targets,
  remove,
  connections = DEFAULT_CONNECTIONS,
}: EcmpPlan): EcmpPrediction {
  const names = targets.map(({ name }) => name);
  for (const name of remove) {
    if (!names.includes(name)) {
      throw new OptionError('remove', `targets of ${names.join(', ')}`, `'${name}'`);
    }
  }
  const removed = names.filter((name) => remove.includes(name));
  if (removed.length === 0 || removed.length === names.length) {
    throw new OptionError(
      'remove',
      'at least one target, and one that stays',
      `${removed.length} of ${names.length}`,
    );
  }
  const all = Float64Array.from(targets, ({ weight }) => weight ?? 1);
  const rest = all.map((weight, target) => (removed.includes(names[target] ?? '') ? 0 : weight));
  const sets: TargetSets = { weights: [all, rest, all], changed: [false, true, true] };
  const costs = (rule: Rule): PredictedCost => {
    const cells = expectedCells(sets, connections, (target, born) =>
      survivalUnder(rule, sets, target, born),
    );
    const perTarget = (change: number): number[] =>
      names.map((_, target) =>
        sum(
          cells.flatMap((cell) =>
            cell.change === change && cell.target === target ? [cell.lost] : [],
          ),
        ),
      );
    const [removal, adding] = [perTarget(1), perTarget(2)];
    return {
      policy: rule.policy,
      removal: sum(removal),
      adding: sum(adding),
      removalPerTarget: removal,
      addingPerTarget: adding,
    };
  };
  const policies = POLICIES.map((policy) => {
    const rule = ruleOf(policy, names.length);
    const cost = costs(rule);
    if (rule.policy !== 'consistent' && rule.policy !== 'maglev-like') return cost;
    return { ...cost, addingToTable: costs({ ...rule, isTable: true }).adding };
  });
  const removedShare = 1 - sum(rest) / sum(all);
  return {
    ...{ connections, targets: names, weights: [...all], removed, policies },
    addingToResilient: addingToResilient(connections, removedShare),
  };
}

/** A policy as it is where nothing is known of it; targets stand in their order in all of three epochs. */
export function ruleOf(policy: Policy, targets: number): Rule {
  const order = Array.from({ length: targets }, (_, i) => i);
  if (isOrdered(policy)) return { policy, orders: [order, order, order] };
  if (policy === 'maglev-like') return { policy, surplus: TYPICAL_SURPLUS };
  return { policy };
}

/**
 * A resilient group gives who joins it the lowest-numbered buckets of each other (Linux' net/ipv4/nexthop.c).
 * They hold least where these are all that the others got when it went, as none but flows that were
 * drawn since are in them; most where they are what the others had from the start.
 */
function addingToResilient(
  connections: number,
  removedShare: number,
): EcmpPrediction['addingToResilient'] {
  // Each bucket holds flows that were drawn since; those from the start hold survivors besides.
  const fromStart = Math.min(removedShare, 1 - removedShare);
  const drawnSince = connections * removedShare;
  return {
    low: removedShare * drawnSince,
    high: fromStart * connections + removedShare * drawnSince,
  };
}

/** Share of all flows, of no history, that a change costs. */
export function costOfChange(rule: Rule, before: Float64Array, after: Float64Array): number {
  const sets: TargetSets = { weights: [before, after], changed: [false, true] };
  const cells = expectedCells(sets, 1, (target, born) => survivalUnder(rule, sets, target, born));
  return sum(cells, ({ lost }) => lost);
}
