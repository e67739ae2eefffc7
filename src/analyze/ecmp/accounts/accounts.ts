import { nsToSeconds, type Nanoseconds } from '../../../stats/pure.ts';
import type { StudyOptions } from '../../study/study.ts';
import { OptionError } from '../../support/option-error.ts';
import type { Flows } from '../observed/flows.ts';
import { lossBursts, ownBursts } from '../observed/loss-bursts.ts';
import { observe, observeAt, type Observations } from '../observed/observe.ts';
import { estimateWeights } from './estimate-weights.ts';
import { changesOfEvents } from './event-changes.ts';
import type { GivenChange, GivenTarget } from './given-change.ts';
import { givenScenarios } from './given-scenario.ts';
import { inferScenarios } from './infer-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { withUnseenAdditions } from './unseen-additions.ts';

/** What is told of the targets of a run. */
export interface EcmpAccountOptions {
  /** The targets before the first change, in their order. Searched where absent. */
  readonly targets?: readonly GivenTarget[] | undefined;
  /** All that was done to them, in order of time. Inferred where absent. */
  readonly changes?: readonly GivenChange[] | undefined;
}

/** Events tell of changes if they name targets (`remove node1`, `add node1`), else of their times. */
export type EcmpOptions = EcmpAccountOptions & StudyOptions;

/** What can be seen of a run, and what may have been done. */
export interface Accounts {
  /** With the targets that were told of and never got a connection. */
  readonly flows: Flows;
  readonly observed: Observations;
  readonly scenarios: readonly Scenario[];
  /** Somebody told what was done. */
  readonly told: boolean;
}

function checkTimes(changes: readonly GivenChange[], durationNs: Nanoseconds): void {
  const late = changes.find(({ timeNs }) => timeNs > durationNs);
  if (late === undefined) return;
  const [at, end] = [late.timeNs, durationNs].map((ns) => nsToSeconds(ns));
  throw new OptionError('changes', `a time within the run of ${end ?? 0} s`, `${at ?? 0} s`);
}

/** With the targets that were added and never got a connection: that tells something, too. */
function withAdded(flows: Flows, changes: readonly GivenChange[]): Flows {
  const added = changes
    .flatMap(({ edits }) => edits)
    .flatMap((edit) => (edit.kind === 'add' ? [edit.target.name] : []));
  return { ...flows, hosts: [...new Set([...flows.hosts, ...added])] };
}

/**
 * What can be seen, and the accounts of what was done that agree with it.
 *
 * @throws {OptionError} where what was told cannot be
 */
export function accountsOf(
  seen: Flows,
  durationNs: Nanoseconds,
  { targets = [], changes = [], events = [] }: EcmpOptions,
): Accounts {
  checkTimes(changes, durationNs);
  const flows = withAdded(seen, changes);
  for (const { name } of targets) {
    if (!flows.hosts.includes(name)) {
      throw new OptionError('targets', `targets of ${flows.hosts.join(', ')}`, `'${name}'`);
    }
  }
  const told = changes.length > 0 ? changes : changesOfEvents(events, flows.hosts);
  return told.length > 0 ? toldAccounts(flows, told, targets) : inferredAccounts(flows, targets);
}

function inferredAccounts(flows: Flows, targets: readonly GivenTarget[]): Accounts {
  const observed = withUnseenAdditions(observe(flows));
  const isWeighted = targets.some(({ weight }) => weight !== undefined);
  const scenarios = inferScenarios(observed, isWeighted ? weightsOf(flows, targets) : undefined);
  return { flows, observed, scenarios, told: false };
}

function toldAccounts(
  flows: Flows,
  changes: readonly GivenChange[],
  targets: readonly GivenTarget[],
): Accounts {
  const inOrder = [...changes].sort((a, b) => a.timeNs - b.timeNs);
  const bursts = ownBursts(flows, lossBursts(flows));
  const observed = observeAt(
    flows,
    inOrder.map(({ timeNs }) => onsetNear(timeNs, bursts, flows.windowNs)),
  );
  const isWeighted =
    targets.some(({ weight }) => weight !== undefined) ||
    inOrder.some(({ edits }) => edits.some((edit) => isWeighing(edit)));
  const guesses = isWeighted
    ? [{ weights: weightsOf(flows, targets), logPrior: 0 }]
    : estimateWeights(observed.connects, observed.sets);
  const scenarios = guesses.flatMap(({ weights, logPrior }) =>
    givenScenarios(observed, flows.hosts, inOrder, targets, weights).map((each) => ({
      ...each,
      logPrior: each.logPrior + logPrior,
    })),
  );
  return { flows, observed, scenarios, told: true };
}

function weightsOf({ hosts }: Flows, targets: readonly GivenTarget[]): number[] {
  return hosts.map((name) => targets.find((target) => target.name === name)?.weight ?? 1);
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
