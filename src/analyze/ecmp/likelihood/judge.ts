import { routeCells, type Scenario } from '../accounts/scenario.ts';
import { cellLogLikelihood, logSum, type Cell } from '../observed/cells.ts';
import type { Observations } from '../observed/observe.ts';
import { isOrdered, POLICIES, type Policy } from '../policies/policy.ts';
import { explain, mostEvidence } from './evidence.ts';
import type { Explanation } from './explanation.ts';

/** What the data say of a policy. */
export interface Judged {
  readonly policy: Policy;
  /** Its best account of the run. */
  readonly best: Explanation;
  /** With all policies equally likely beforehand. */
  readonly posterior: number;
  /** ln of how likely the data are under it, over all accounts, orders and surpluses. */
  readonly evidence: number;
}

/** Accounts that are less likely by e to this need not be looked at. */
const NEGLIGIBLE = 12;

/** Compares all policies under all accounts of what was done. The order is that of `POLICIES`. */
export function judge(
  observed: Pick<Observations, 'cells' | 'connects'>,
  scenarios: readonly Scenario[],
  ranks: readonly (number | undefined)[],
): Judged[] {
  const bounded = scenarios
    .map((scenario) => ({ scenario, bound: scenario.logPrior + mostEvidence(scenario, observed) }))
    .sort((a, b) => b.bound - a.bound);
  const found = POLICIES.map((policy) => {
    const weight = ({ scenario, evidence }: Explanation): number => scenario.logPrior + evidence;
    const explanations: Explanation[] = [];
    let most = -Infinity;
    for (const { scenario, bound } of bounded.slice(0, mostAccounts(policy, observed))) {
      if (bound < most - NEGLIGIBLE) break;
      const explanation = explain(policy, scenario, observed, ranks);
      explanations.push(explanation);
      most = Math.max(most, weight(explanation));
    }
    return {
      policy,
      best: explanations.reduce((a, b) => (weight(b) > weight(a) ? b : a)),
      evidence: logSum(explanations.map(weight)),
    };
  });
  const all = logSum(found.map(({ evidence }) => evidence));
  return found.map((each) => ({ ...each, posterior: Math.exp(each.evidence - all) }));
}

/** So many cells are looked at under each policy, over all accounts. */
const MOST_CELLS = 4e4;
/** Where not all orders can be searched, the search takes its time: as many accounts are looked into. */
const FEW_ACCOUNTS = 2;
const MANY_TARGETS = 12;

function mostAccounts(
  policy: Policy,
  { cells, connects }: Pick<Observations, 'cells' | 'connects'>,
): number {
  const targets = connects[0]?.length ?? 0;
  if (isOrdered(policy) && targets > MANY_TARGETS) return FEW_ACCOUNTS;
  return Math.max(FEW_ACCOUNTS, Math.floor(MOST_CELLS / Math.max(1, cells.length)));
}

/** A posterior that decides. */
export const DECIDED = 0.995;
/** The same where the policy needs a change that only the losses speak for. */
const DECIDED_BY_GUESS = 0.9999;
/**
 * maglev-like is consistent with some surplus: where it must be one of the two, so much decides.
 */
const DECIDED_BETWEEN_KIN = 0.8;

export function isKin(policy: Policy): boolean {
  return policy === 'consistent' || policy === 'maglev-like';
}

/** The policy that the data name; undefined where they do not decide. */
export function decide(judged: readonly Judged[]): Judged | undefined {
  const [first, ...others] = [...judged].sort((a, b) => b.posterior - a.posterior);
  if (first === undefined) return undefined;
  if (first.posterior >= (first.best.scenario.isGuess ? DECIDED_BY_GUESS : DECIDED)) return first;
  const kin = others.find(({ policy }) => isKin(policy));
  const ofKin = first.posterior + (kin?.posterior ?? 0);
  return isKin(first.policy) && ofKin >= DECIDED && first.posterior / ofKin >= DECIDED_BETWEEN_KIN
    ? first
    : undefined;
}

/**
 * How much one connection of a run like this would tell two policies apart, in nats, were the first
 * one right: Kullback and Leibler's divergence of what they expect.
 */
export function divergence(
  right: Explanation,
  rival: Explanation,
  cells: readonly Cell[],
  connections: number,
): number {
  let sum = 0;
  for (const cell of routeCells(right.scenario, cells)) {
    const survival = right.survival(cell);
    const expected = { ...cell, lost: cell.atRisk * (1 - survival) };
    sum += cellLogLikelihood(expected, survival);
    const kind = rival.scenario.kinds[cell.change];
    if (kind === 'route') sum -= cellLogLikelihood(expected, rival.survival(cell));
    else sum -= cellLogLikelihood(expected, survival);
  }
  return Math.max(0, sum) / Math.max(1, connections);
}
