import { sum } from 'd3-array';
import type { Nanoseconds } from '../../../stats/pure.ts';
import { routeCells } from '../accounts/scenario.ts';
import type { Observations } from '../observed/observe.ts';
import { isOrdered } from '../policies/policy.ts';
import { fitOf } from './fit.ts';
import type { Judged } from './judge.ts';
import { MOST_EXACT } from './order-search.ts';

/**
 * Why a policy is not named though none is likelier: `haste` = changes came too fast to be told
 * apart, `orders` = its order may not have been found, `account` = what was done may not have been
 * guessed, `told` = what was told does not agree with the losses.
 */
export type Doubt = 'haste' | 'orders' | 'account' | 'told';

/** What a verdict rests on beside the losses. */
export interface Grounds {
  /** So many targets were there at some time. */
  readonly targets: number;
  /** A change is felt by every flow within this time. */
  readonly windowNs: Nanoseconds;
  /** Somebody told what was done to the targets. */
  readonly isTold: boolean;
}

/** Where there is reason for doubt, no more than this is put down to chance. */
const LEAST_P_VALUE = 0.001;
/** The same where only the losses say what was done: what fits badly may be the work of something else. */
const LEAST_P_OF_GUESS = 0.005;
/** Pearson's statistic for each cell: no router spreads flows so unevenly. */
const HOPELESS = 12;
/** What is lost at no change that was told, against what is lost at these. */
const MOST_ELSEWHERE = 0.1;
const FEW = 4;

/** Whether the likeliest policy, alone, is still not to be believed. */
export function doubtOf(
  { policy, best }: Judged,
  observed: Observations,
  { targets, windowNs, isTold }: Grounds,
): Doubt | undefined {
  const cells = routeCells(best.scenario, observed.cells);
  const lost = sum(cells, (cell) => cell.lost);
  if (isTold && observed.otherLosses > MOST_ELSEWHERE * lost + FEW) return 'told';
  const fit = fitOf(cells, best.survival);
  const pValue = fit.pValue ?? 1;
  if (best.scenario.isGuess && pValue < LEAST_P_OF_GUESS) return 'account';
  if (pValue >= LEAST_P_VALUE) return undefined;
  if (hasHaste(observed, windowNs)) return 'haste';
  // A policy whose order was not found is taken for one of those that spare few flows for sure.
  const isUnsearched = targets > MOST_EXACT && policy !== 'consistent' && policy !== 'stateful';
  if (isUnsearched) return 'orders';
  if (isTold && fit.chiSquare > HOPELESS * fit.cells) return 'told';
  // Tables have few buckets, which move in lumps, more unevenly than chance; orders leave no such room.
  return isOrdered(policy) ? (isTold ? 'told' : 'account') : undefined;
}

/** Whether changes followed one another sooner than every flow sends a packet. */
function hasHaste({ timesNs, unseen }: Observations, windowNs: Nanoseconds): boolean {
  return timesNs.some((timeNs, index) => {
    const before = timesNs[index - 1] ?? -Infinity;
    return unseen[index + 1] !== true && unseen[index] !== true && timeNs - before < windowNs;
  });
}
