import { connectionsForReturn } from '../likelihood/connections-needed.ts';
import type { Doubt } from '../likelihood/doubt.ts';
import type { Explanation } from '../likelihood/explanation.ts';
import type { Judged } from '../likelihood/judge.ts';
import type { Policy } from '../policies/policy.ts';
import type { Rule } from '../policies/rule.ts';
import { costOfChange } from '../prediction/predict-ecmp.ts';
import { listText, ordinal, shareText } from './words.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

const SAYS: Readonly<Record<Policy, string>> = {
  'hash-threshold': 'The router hashes as RFC 2992 hash-threshold',
  modulo: 'The router hashes modulo the number of next hops (RFC 2991 modulo-N)',
  rehash: 'The router draws all flows anew at every change',
  consistent: 'The balancer hashes consistently, as a resilient next-hop group does',
  'maglev-like': 'The balancer hashes nearly consistently, as Maglev does',
  stateful: 'The balancer tracks connections (stateful)',
};

const DOUBTS = {
  haste:
    'Undecided: changes followed one another sooner than every connection sends a packet, and no policy explains the losses well; leave more time between them, or send packets at a higher rate.',
  account:
    'Undecided: no policy explains the losses well under any account of what was done to the targets that was looked at; tell what was done.',
  told: 'Undecided: what was told of the changes does not agree with the losses under any policy; look at what was done, and when.',
  orders:
    'Undecided: no policy explains the losses well in any order of the targets that was looked at, and there are too many to look at all; give the order.',
} as const satisfies Record<Doubt, string>;

/** What was found, in one sentence of plain words. */
export function sentenceOf({
  judged,
  decided,
  needed,
  connections,
  doubt,
}: {
  readonly judged: readonly Judged[];
  readonly decided: Judged | undefined;
  readonly needed: number | null;
  readonly connections: number;
  readonly doubt: Doubt | undefined;
}): string {
  if (decided === undefined) {
    return doubt === undefined ? undecided(judged, needed, connections) : DOUBTS[doubt];
  }
  const { policy, best } = decided;
  const change = tellingChange(best);
  if (change === undefined) return `${SAYS[policy]}.`;
  const { before, after } = change;
  const cost = costOfChange(atChange(best.rule, change.epoch), before, after);
  const surplus =
    'surplus' in best.rule
      ? `, with ${Math.round(best.rule.surplus * 100)} % of the other flows moved without need`
      : '';
  return `${SAYS[policy]}${surplus}: ${whatWasDone(best, change)} moves ${shareText(cost)} of all flows${comparison(policy, cost, change)}.`;
}

interface TellingChange {
  /** The epoch that it leads to. */
  readonly epoch: number;
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** The first change of the set, one that was seen if there is one. */
function tellingChange({ scenario }: Explanation): TellingChange | undefined {
  const { weights, kinds } = scenario;
  for (let epoch = 1; epoch < weights.length; epoch++) {
    const [before, after] = [weights[epoch - 1], weights[epoch]];
    if (before === undefined || after === undefined || kinds[epoch] !== 'route') continue;
    if (before.some((weight, target) => weight !== after[target])) return { epoch, before, after };
  }
  return undefined;
}

/** The rule for the two epochs around a change. */
function atChange(rule: Rule, epoch: number): Rule {
  return 'orders' in rule ? { ...rule, orders: rule.orders.slice(epoch - 1, epoch + 1) } : rule;
}

function whatWasDone({ rule }: Explanation, { epoch, before, after }: TellingChange): string {
  const indices = [...before.keys()];
  const isIn = (weights: Float64Array, target: number): boolean => (weights[target] ?? 0) > 0;
  const removed = indices.filter((target) => isIn(before, target) && !isIn(after, target));
  const added = indices.filter((target) => !isIn(before, target) && isIn(after, target));
  const [had, has] = [before, after].map((row) => row.filter((weight) => weight > 0).length);
  const single = 'orders' in rule ? 'next hop' : 'target';
  const noun = had === 1 ? single : `${single}s`;
  if (removed.length > 0 && added.length > 0) {
    return `replacing ${numberWord(removed.length)} of ${had ?? 0} ${noun} by ${added.length === 1 ? 'another' : `${numberWord(added.length)} others`}`;
  }
  if (removed.length > 0) {
    if (!('orders' in rule)) return `removing ${numberWord(removed.length)} of ${had ?? 0} ${noun}`;
    const places = removed
      .map((target) => (rule.orders[epoch - 1] ?? []).indexOf(target))
      .sort((a, b) => a - b);
    return `removing the ${listText(places.map(ordinal))} of ${had ?? 0} ${noun}`;
  }
  if (added.length > 0) {
    return `adding ${numberWord(added.length)} to ${had ?? 0} ${noun}, so that there are ${has ?? 0},`;
  }
  return `giving other weights to ${had ?? 0} ${noun}`;
}

function numberWord(count: number): string {
  return NUMBERS[count] ?? String(count);
}

/** What another policy would have done. */
function comparison(policy: Policy, cost: number, { before, after }: TellingChange): string {
  const isHashed = policy !== 'consistent' && policy !== 'maglev-like' && policy !== 'stateful';
  if (isHashed) {
    const resilient = costOfChange({ policy: 'consistent', isTable: true }, before, after);
    if (cost - resilient < 0.01) return '';
    return `; a resilient next-hop group would have moved ${shareText(resilient)}`;
  }
  const [least, most] = thresholdCosts(before, after);
  if (least - cost < 0.01) return '';
  const range =
    shareText(least) === shareText(most)
      ? shareText(least)
      : `${shareText(least)} to ${shareText(most)}, by their order`;
  return `; plain hash-threshold (RFC 2992) would have moved ${range}`;
}

/** Orders looked at: where the changed targets stand is what matters. */
const MOST_ROTATIONS = 32;

/** The least and the most that hash-threshold would move, over the places of the targets. */
function thresholdCosts(before: Float64Array, after: Float64Array): [least: number, most: number] {
  const targets = [...before.keys()].filter(
    (target) => (before[target] ?? 0) > 0 || (after[target] ?? 0) > 0,
  );
  const costs = targets.slice(0, MOST_ROTATIONS).map((_, shift) => {
    const order = [...targets.slice(shift), ...targets.slice(0, shift)];
    return costOfChange({ policy: 'hash-threshold', orders: [order, order] }, before, after);
  });
  return [Math.min(...costs), Math.max(...costs)];
}

/** Policies that are at least so likely are named. */
const WORTH_NAMING = 0.02;

function undecided(judged: readonly Judged[], needed: number | null, connections: number): string {
  const [first] = judged;
  const { weights = [], kinds = [] } = first?.best.scenario ?? {};
  const targets = Math.max(0, ...weights.map((row) => row.filter((weight) => weight > 0).length));
  if (targets < 2) {
    return 'Undecided: there is one target, and a policy shows itself only between several.';
  }
  if (
    !kinds.includes('route') &&
    judged.every(({ best }) => !best.scenario.kinds.includes('route'))
  ) {
    const advised = connectionsForReturn(targets);
    const would = advised === null ? '' : `, with ${advised} connections or more`;
    return `Undecided: the targets did not change, so nothing tells the policies apart; remove one of the ${targets} and add it again${would}.`;
  }
  const likely = [...judged]
    .filter(({ posterior }) => posterior >= WORTH_NAMING)
    .sort((a, b) => b.posterior - a.posterior);
  const names = likely.map(({ policy, posterior }) => `${policy} (${posterior.toFixed(2)})`);
  if (likely.length < 2) {
    return `Undecided: ${connections} connections speak for ${listText(names)}, but not clearly enough; tell what was done.`;
  }
  const would =
    needed === null
      ? 'no number of connections would at these changes, so change the targets in another way too: remove one, and add it again'
      : needed <= connections
        ? 'another run like it may'
        : `some ${needed} would`;
  return `Undecided: ${connections} connections do not tell ${listText(names)} apart; ${would}.`;
}
