import { sum } from 'd3-array';
import { createRandom } from '../../../stats/pure.ts';
import { drawBinomial } from '../../statistics/binomial.ts';
import type { Cell } from '../observed/cells.ts';

/** How well a policy agrees with the losses it was chosen by. */
export interface Fit {
  /** Pearson's statistic over targets, births and changes at which the policy leaves chance a part. */
  readonly chiSquare: number;
  /** Such cells. */
  readonly cells: number;
  /** How often losses that the policy made would agree as badly; null where it leaves no chance. */
  readonly pValue: number | null;
  /** Flows that fared as the policy says none can. */
  readonly contradictions: number;
}

const DRAWS = 2000;
/** Probabilities closer to 0 or 1 are certain. */
const CERTAIN = 1e-9;
const SEED = 2992;

/**
 * Pearson's chi-square of the losses. Its p-value is simulated: where few losses are expected the
 * statistic does not have its distribution.
 */
export function fitOf(cells: readonly Cell[], survival: (cell: Cell) => number): Fit {
  const open: { readonly atRisk: number; readonly lost: number; readonly p: number }[] = [];
  let contradictions = 0;
  for (const cell of cells) {
    const p = 1 - survival(cell);
    if (p <= CERTAIN) contradictions += cell.lost;
    else if (p >= 1 - CERTAIN) contradictions += cell.atRisk - cell.lost;
    else open.push({ ...cell, p });
  }
  const term = (lost: number, { atRisk, p }: { atRisk: number; p: number }): number =>
    (lost - atRisk * p) ** 2 / (atRisk * p * (1 - p));
  const chiSquare = sum(open, (cell) => term(cell.lost, cell));
  if (open.length === 0) return { chiSquare, cells: 0, pValue: null, contradictions };
  const random = createRandom(SEED);
  let asBad = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = sum(open, (cell) => term(drawBinomial(random, cell.atRisk, cell.p), cell));
    if (drawn >= chiSquare - 1e-9) asBad++;
  }
  const pValue = (asBad + 1) / (DRAWS + 1);
  return { chiSquare, cells: open.length, pValue, contradictions };
}
