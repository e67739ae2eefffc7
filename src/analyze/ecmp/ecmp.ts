import { studyOf, type RunOrStudy } from '../study/study.ts';
import { accountsOf, type EcmpOptions } from './accounts/accounts.ts';
import {
  changesOf,
  orderOf,
  policyOf,
  targetsIn,
  type EcmpChange,
  type EcmpPolicy,
  type EcmpTarget,
} from './findings.ts';
import { connectionsNeeded } from './likelihood/connections-needed.ts';
import { doubtOf } from './likelihood/doubt.ts';
import { explain } from './likelihood/evidence.ts';
import { decide, judge } from './likelihood/judge.ts';
import { flowsOf, type EcmpColumn } from './observed/flows.ts';
import type { Policy } from './policies/policy.ts';
import { sentenceOf } from './words/sentence.ts';

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

/**
 * Names the policy by which a balancer or router sends flows to its targets, from which flows
 * outlived the changes of these.
 *
 * @throws {OptionError} where what was given cannot be
 * @throws {StatsError} where the run was recorded without connections
 */
export function ecmp(of: RunOrStudy<EcmpColumn>, options: EcmpOptions = {}): Ecmp {
  const { run, events } = studyOf(of, options);
  const { durationNs } = run.header;
  const { flows, observed, scenarios, told } = accountsOf(flowsOf(run), durationNs, {
    ...options,
    events,
  });
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
    changes: changesOf(best, compared, observed, events, flows, nameOf),
    lostUnknown: flows.lostUnknown,
    otherLosses: observed.otherLosses,
  };
}
