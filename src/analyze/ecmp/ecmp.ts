import { nsToSeconds, type Nanoseconds } from '../../stats/pure.ts';
import type { RunEvent } from '../events.ts';
import { OptionError } from '../option-error.ts';
import type { Cell } from './cells.ts';
import { connectionsNeeded } from './connections-needed.ts';
import { estimateWeights } from './estimate-weights.ts';
import { changesOfEvents } from './event-changes.ts';
import { explain, type Explanation } from './evidence.ts';
import { fitOf, type Fit } from './fit.ts';
import { flowsOf, type EcmpRun, type Flows } from './flows.ts';
import type { GivenChange, GivenTarget } from './given-change.ts';
import { givenScenarios } from './given-scenario.ts';
import { inferScenarios } from './infer-scenarios.ts';
import { doubtOf } from './doubt.ts';
import { decide, judge, type Judged } from './judge.ts';
import { lossBursts, ownBursts } from './loss-bursts.ts';
import { observe, observeAt, type Observations } from './observe.ts';
import { POLICIES, type Policy } from './policy.ts';
import { routeCells, type ChangeKind, type Scenario } from './scenario.ts';
import { sentenceOf } from './sentence.ts';
import { withUnseenAdditions } from './unseen-additions.ts';

export interface EcmpOptions {
  /** The targets before the first change, in their order. Searched where absent. */
  readonly targets?: readonly GivenTarget[] | undefined;
  /** All that was done to them, in order of time. Inferred where absent. */
  readonly changes?: readonly GivenChange[] | undefined;
  /** Tell of changes if they name targets (`remove node1`, `add node1`), else of their times. */
  readonly events?: readonly RunEvent[] | undefined;
}

/** Connections, per policy. */
export type PerPolicy = Readonly<Record<Policy, number>>;

/** What the losses of a run say of how its balancer hashes. */
export interface Ecmp {
  readonly policy: Policy | 'undecided';
  /** Of the likeliest policy, all being equally likely beforehand. */
  readonly posterior: number;
  /** What was found, in plain words. */
  readonly sentence: string;
  /** The targets before the first change, in the likeliest policy's order if it has one. */
  readonly targets: readonly EcmpTarget[];
  /** Names in that order; null where the likeliest policy knows no order. */
  readonly order: readonly string[] | null;
  /** Connections that this was found from: their host is known. */
  readonly connections: number;
  /** How many would decide; null = no number would, or this one does. */
  readonly connectionsNeeded: number | null;
  /** In the order of `POLICIES`. */
  readonly policies: readonly EcmpPolicy[];
  readonly changes: readonly EcmpChange[];
  /** Connections lost before their first echo, which are in no other count. */
  readonly lostUnknown: number;
  /** Losses at no change. */
  readonly otherLosses: number;
}

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

/**
 * Names the policy by which a balancer or router sends flows to its targets, from which flows
 * outlived the changes of these.
 *
 * @throws {OptionError} where what was given cannot be
 * @throws {StatsError} where the run was recorded without connections
 */
export function ecmp(run: EcmpRun, options: EcmpOptions = {}): Ecmp {
  checkTimes(options.changes ?? [], run.header.durationNs);
  const flows = withAdded(flowsOf(run), options.changes ?? []);
  const { observed, scenarios, told } = accounts(flows, options);
  const ranks = flows.hosts.map((name) => {
    const rank = options.targets?.findIndex((target) => target.name === name) ?? -1;
    return rank < 0 ? undefined : rank;
  });
  const judged = judge(observed, scenarios, ranks);
  const named = decide(judged);
  const doubt =
    named === undefined
      ? undefined
      : doubtOf(named, observed, {
          targets: flows.hosts.length,
          windowNs: flows.windowNs,
          isTold: told,
        });
  const decided = doubt === undefined ? named : undefined;
  const likeliest = decided ?? judged.reduce((a, b) => (b.posterior > a.posterior ? b : a));
  const { best } = likeliest;
  // What each policy expects is comparable if it is of the same account.
  const compared = judged.map(({ policy }) =>
    policy === best.policy ? best : explain(policy, best.scenario, observed, ranks),
  );
  const needed = decided === undefined ? connectionsNeeded(judged, observed, flows.length) : null;
  const nameOf = (target: number): string => flows.hosts[target] ?? '';
  return {
    policy: decided?.policy ?? 'undecided',
    posterior: likeliest.posterior,
    sentence: sentenceOf({
      judged,
      decided,
      needed,
      connections: flows.length,
      doubt,
    }),
    targets: targetsIn(best, 0, nameOf),
    order: orderOf(best, nameOf),
    connections: flows.length,
    connectionsNeeded: needed,
    policies: judged.map((each, index) =>
      policyOf(each, compared[index] ?? each.best, observed, nameOf),
    ),
    changes: changesOf(best, compared, observed, options.events ?? [], flows, nameOf),
    lostUnknown: flows.lostUnknown,
    otherLosses: observed.otherLosses,
  };
}

function checkTimes(changes: readonly GivenChange[], durationNs: Nanoseconds): void {
  const late = changes.find(({ timeNs }) => timeNs > durationNs);
  if (late === undefined) return;
  const [at, end] = [late.timeNs, durationNs].map((ns) => nsToSeconds(ns));
  throw new OptionError(`invalid change; at ${at ?? 0} s the run of ${end ?? 0} s is over`);
}

/** With the targets that were added and never got a connection: that tells something, too. */
function withAdded(flows: Flows, changes: readonly GivenChange[]): Flows {
  const added = changes
    .flatMap(({ edits }) => edits)
    .flatMap((edit) => (edit.kind === 'add' ? [edit.target.name] : []));
  return { ...flows, hosts: [...new Set([...flows.hosts, ...added])] };
}

/** What can be seen, and the accounts of what was done that agree with it. */
function accounts(
  flows: Flows,
  { targets, changes, events = [] }: EcmpOptions,
): { observed: Observations; scenarios: readonly Scenario[]; told: boolean } {
  for (const { name } of targets ?? []) {
    if (!flows.hosts.includes(name)) {
      throw new OptionError(`invalid target; not one of ${flows.hosts.join(', ')}: '${name}'`);
    }
  }
  const told = changes ?? changesOfEvents(events, flows.hosts);
  const isWeighted = targets?.some(({ weight }) => weight !== undefined) ?? false;
  const weightsGiven = flows.hosts.map(
    (name) => targets?.find((target) => target.name === name)?.weight ?? 1,
  );
  if (told.length === 0) {
    const observed = withUnseenAdditions(observe(flows));
    const scenarios = inferScenarios(observed, isWeighted ? weightsGiven : undefined);
    return { observed, scenarios, told: false };
  }
  const inOrder = [...told].sort((a, b) => a.timeNs - b.timeNs);
  const bursts = ownBursts(flows, lossBursts(flows));
  const observed = observeAt(
    flows,
    inOrder.map(({ timeNs }) => onsetNear(timeNs, bursts, flows.windowNs)),
  );
  const sayWeights = inOrder.some(({ edits }) => edits.some((edit) => isWeighing(edit)));
  const guesses =
    isWeighted || sayWeights
      ? [{ weights: weightsGiven, logPrior: 0 }]
      : estimateWeights(observed.connects, observed.sets);
  const scenarios = guesses.flatMap(({ weights, logPrior }) =>
    givenScenarios(observed, flows.hosts, inOrder, targets, weights).map((each) => ({
      ...each,
      logPrior: each.logPrior + logPrior,
    })),
  );
  return { observed, scenarios, told: true };
}

function isWeighing(edit: GivenChange['edits'][number]): boolean {
  if (edit.kind === 'remove') return false;
  if (edit.kind === 'set') return edit.targets.some(({ weight }) => weight !== undefined);
  return edit.target.weight !== undefined;
}

/** Somebody's watch may be a little late: what a change cost does not come before it. */
const WATCH_NS: Nanoseconds = 1e9;

function onsetNear(
  timeNs: Nanoseconds,
  bursts: readonly { readonly firstNs: Nanoseconds }[],
  windowNs: Nanoseconds,
): Nanoseconds {
  const near = bursts
    .map(({ firstNs }) => firstNs)
    .filter((firstNs) => firstNs >= timeNs - WATCH_NS && firstNs <= timeNs + windowNs);
  const best = near.sort((a, b) => Math.abs(a - timeNs) - Math.abs(b - timeNs))[0];
  return best ?? timeNs;
}

type NameOf = (target: number) => string;

function orderOf({ rule }: Explanation, nameOf: NameOf): string[] | null {
  return 'orders' in rule ? (rule.orders[0] ?? []).map(nameOf) : null;
}

function targetsIn({ rule, scenario }: Explanation, epoch: number, nameOf: NameOf): EcmpTarget[] {
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

function policyOf(
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
    expectedLost: cells.reduce((sum, cell) => sum + expectedLoss(best, cell), 0),
    fit: fitOf(routeCells(best.scenario, cells), best.survival),
  };
}

function changesOf(
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
          before: sumOf(own, ({ atRisk }) => atRisk),
          lost: sumOf(own, ({ lost }) => lost),
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
        ...(event !== undefined && { event: event.event }),
        kind,
        text: changeText(best, change, nameOf),
        targets: targetsIn(best, change, nameOf),
        hosts,
        lost: sumOf(here, ({ lost }) => lost),
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
    compared.map((each) => [each.policy, sumOf(cells, (cell) => expectedLoss(each, cell))]),
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

function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
