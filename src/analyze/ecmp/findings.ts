import { sum } from 'd3-array';
import type { Nanoseconds, RunEvent } from '../../stats/pure.ts';
import { routeCells, type ChangeKind } from './accounts/scenario.ts';
import type { Explanation } from './likelihood/explanation.ts';
import { fitOf, type Fit } from './likelihood/fit.ts';
import type { Judged } from './likelihood/judge.ts';
import type { Cell } from './observed/cells.ts';
import type { Flows } from './observed/flows.ts';
import type { Observations } from './observed/observe.ts';
import { POLICIES, type Policy } from './policies/policy.ts';

/** Connections, per policy. */
export type PerPolicy = Readonly<Record<Policy, number>>;

export interface EcmpTarget {
  readonly name: string;
  readonly weight: number;
}

export interface EcmpPolicy {
  readonly policy: Policy;
  /** Averaged over orders, surplus and accounts of what was done, where these are not known. What follows is of the likeliest account. */
  readonly logLikelihood: number;
  readonly posterior: number;
  /** Before the first change; null = it knows none. */
  readonly order: readonly string[] | null;
  /** How many orders explain the losses as well as this one; null = not all were looked at. */
  readonly equalOrders: number | null;
  /** maglev-like: the fitted share of flows that moved without need. */
  readonly surplus: number | null;
  /** Losses at all changes. */
  readonly expectedLost: number;
  readonly fit: Fit;
}

/** What was done at one instant, in the likeliest account. */
export interface EcmpChange {
  /** The event's time where one tells, else the first loss. */
  readonly timeNs: Nanoseconds;
  /** It is only known that it came some time before that. */
  readonly isBefore: boolean;
  readonly event?: string;
  readonly kind: Exclude<ChangeKind, 'none'>;
  /** `-a`, `+a`, `a*2`, `reordered`, `set again`, `a died`, `no change of the targets`. */
  readonly text: string;
  /** From then on. */
  readonly targets: readonly EcmpTarget[];
  readonly hosts: readonly EcmpHost[];
  readonly lost: number;
  readonly expected: PerPolicy;
}

/** What a change did to the connections of a host. */
export interface EcmpHost {
  readonly host: string;
  /** Connections when it came. */
  readonly before: number;
  readonly lost: number;
  readonly expected: PerPolicy;
}

/** Name of a target. */
export type NameOf = (target: number) => string;

/** Names in the order before the first change; null where the policy knows none. */
export function orderOf({ rule }: Explanation, nameOf: NameOf): string[] | null {
  return 'orders' in rule ? (rule.orders[0] ?? []).map(nameOf) : null;
}

/** The targets of an epoch, in their order if the policy has one. */
export function targetsIn(
  { rule, scenario }: Explanation,
  epoch: number,
  nameOf: NameOf,
): EcmpTarget[] {
  const weights = scenario.weights[epoch] ?? new Float64Array();
  const order = 'orders' in rule ? rule.orders[epoch] : undefined;
  return (order ?? [...weights.keys()])
    .filter((target) => (weights[target] ?? 0) > 0)
    .map((target) => ({ name: nameOf(target), weight: weights[target] ?? 0 }));
}

/** Of the flows that a change found, those that it was expected to cost. */
function expectedLoss({ scenario, survival }: Explanation, cell: Cell): number {
  switch (scenario.kinds[cell.change]) {
    case 'route':
      // Who was not sent there by the balancer tells nothing of it.
      if ((scenario.weights[cell.born]?.[cell.target] ?? 0) === 0) return 0;
      return cell.atRisk * (1 - survival(cell));
    case 'death':
      return scenario.alive[cell.change]?.[cell.target] === true ? 0 : cell.atRisk;
    case 'other':
    case 'none':
    case undefined:
      return 0;
  }
}

/** What is told of a policy, under the account that all are compared by. */
export function policyOf(
  { policy, posterior, evidence }: Judged,
  best: Explanation,
  { cells }: Observations,
  nameOf: NameOf,
): EcmpPolicy {
  return {
    policy,
    logLikelihood: evidence,
    posterior,
    order: orderOf(best, nameOf),
    equalOrders: best.equals ?? null,
    surplus: 'surplus' in best.rule ? best.rule.surplus : null,
    expectedLost: sum(cells, (cell) => expectedLoss(best, cell)),
    fit: fitOf(routeCells(best.scenario, cells), best.survival),
  };
}

/** What is told of each change, in the likeliest account. */
export function changesOf(
  best: Explanation,
  compared: readonly Explanation[],
  observed: Observations,
  events: readonly RunEvent[],
  flows: Flows,
  nameOf: NameOf,
): EcmpChange[] {
  const { kinds } = best.scenario;
  return [...kinds.keys()].flatMap((change): EcmpChange[] => {
    const kind = kinds[change];
    if (kind === undefined || kind === 'none') return [];
    const here = observed.cells.filter((cell) => cell.change === change);
    const hosts = [...flows.hosts.keys()].flatMap((host): EcmpHost[] => {
      const own = here.filter(({ target }) => target === host);
      if (own.length === 0) return [];
      return [
        {
          host: nameOf(host),
          before: sum(own, ({ atRisk }) => atRisk),
          lost: sum(own, ({ lost }) => lost),
          expected: expectedOf(own, compared),
        },
      ];
    });
    const firstNs = observed.timesNs[change - 1] ?? 0;
    const isBefore = observed.unseen[change] === true;
    const event = isBefore ? undefined : eventOf(firstNs, events, flows.windowNs);
    return [
      {
        timeNs: event?.timeNs ?? firstNs,
        isBefore,
        ...(event !== undefined && { event: event.text }),
        kind,
        text: changeText(best, change, nameOf),
        targets: targetsIn(best, change, nameOf),
        hosts,
        lost: sum(here, ({ lost }) => lost),
        expected: expectedOf(here, compared),
      },
    ];
  });
}

/** The latest event that may have made these losses. */
function eventOf(
  firstNs: Nanoseconds,
  events: readonly RunEvent[],
  windowNs: Nanoseconds,
): RunEvent | undefined {
  return events.findLast(
    ({ timeNs }) => timeNs <= firstNs + EVENT_LAG_NS && timeNs >= firstNs - windowNs,
  );
}

/** An event may be logged a little after what it tells of was done. */
const EVENT_LAG_NS: Nanoseconds = 100e6;

function expectedOf(cells: readonly Cell[], compared: readonly Explanation[]): PerPolicy {
  const ofPolicy = new Map(
    compared.map((each) => [each.policy, sum(cells, (cell) => expectedLoss(each, cell))]),
  );
  return Object.fromEntries(
    POLICIES.map((policy) => [policy, ofPolicy.get(policy) ?? 0]),
  ) as Record<Policy, number>;
}

function changeText({ rule, scenario }: Explanation, change: number, nameOf: NameOf): string {
  const { weights, kinds, alive } = scenario;
  const [before, after] = [weights[change - 1] ?? [], weights[change] ?? []];
  if (kinds[change] === 'other') return 'no change of the targets';
  if (kinds[change] === 'death') {
    const dead = [...after.keys()].filter(
      (target) => alive[change - 1]?.[target] === true && alive[change]?.[target] !== true,
    );
    return dead.map((target) => `${nameOf(target)} died`).join(', ');
  }
  const words = [...after.keys()].flatMap((target): string[] => {
    const [from, to] = [before[target] ?? 0, after[target] ?? 0];
    if (from === to) return [];
    if (to === 0) return [`-${nameOf(target)}`];
    const weight = to === 1 ? '' : `*${to}`;
    return from === 0 ? [`+${nameOf(target)}${weight}`] : [`${nameOf(target)}*${to}`];
  });
  if (words.length > 0) return words.join(' ');
  const [old, now] = 'orders' in rule ? [rule.orders[change - 1], rule.orders[change]] : [];
  return old?.join() === now?.join() ? 'set again' : `=${(now ?? []).map(nameOf).join(',')}`;
}
