/** Flows of one birth on one target, at one change. */
export interface Cell {
  readonly target: number;
  /** Epoch in which they were established. */
  readonly born: number;
  /** The change that came to them, from 1: it leads to the epoch of the same number. */
  readonly change: number;
  /** How many there were when it came. */
  readonly atRisk: number;
  /** How many of them it cost. */
  readonly lost: number;
}

/**
 * Share of flows that fare other than the policy says: stray losses, and losses seen at the wrong
 * change. So no single flow rules a policy out.
 */
export const ERROR_RATE = 0.003;

/** The log-likelihood of what a change did to the flows of a cell, were `survival` right. */
export function cellLogLikelihood({ atRisk, lost }: Cell, survival: number): number {
  const kept = ERROR_RATE + (1 - 2 * ERROR_RATE) * survival;
  return (atRisk - lost) * Math.log(kept) + lost * Math.log(1 - kept);
}

/** ln(e^a + e^b + …), without overflow. */
export function logSum(values: Iterable<number>): number {
  let most = -Infinity;
  const all = [...values];
  for (const value of all) most = Math.max(most, value);
  if (most === -Infinity) return -Infinity;
  let sum = 0;
  for (const value of all) sum += Math.exp(value - most);
  return most + Math.log(sum);
}
