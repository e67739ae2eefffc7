import type { Cell } from './cells.ts';
import { seededRandom } from './random.ts';

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
  const chiSquare = open.reduce((sum, cell) => sum + term(cell.lost, cell), 0);
  if (open.length === 0) return { chiSquare, cells: 0, pValue: null, contradictions };
  const random = seededRandom(SEED);
  const tables = open.map((cell) => ({ ...cell, ...binomialTable(cell.atRisk, cell.p) }));
  let asBad = 0;
  for (let draw = 0; draw < DRAWS; draw++) {
    const sum = tables.reduce((total, table) => total + term(drawn(table, random()), table), 0);
    if (sum >= chiSquare - 1e-9) asBad++;
  }
  const pValue = (asBad + 1) / (DRAWS + 1);
  return { chiSquare, cells: open.length, pValue, contradictions };
}

/** The binomial distribution function, from a table's first value on. */
interface Cumulative {
  readonly from: number;
  readonly below: Float64Array;
}

/** Beyond so many standard deviations nothing is drawn. */
const DEVIATIONS = 9;

function binomialTable(count: number, p: number): Cumulative {
  const mean = count * p;
  const reach = DEVIATIONS * Math.sqrt(mean * (1 - p)) + DEVIATIONS;
  const from = Math.max(0, Math.floor(mean - reach));
  const to = Math.min(count, Math.ceil(mean + reach));
  const middle = Math.min(to, Math.max(from, Math.round(mean)));
  const weights = new Float64Array(to - from + 1);
  weights[middle - from] = 1;
  for (let k = middle + 1; k <= to; k++) {
    weights[k - from] = ((weights[k - 1 - from] as number) * (count - k + 1) * p) / (k * (1 - p));
  }
  for (let k = middle - 1; k >= from; k--) {
    weights[k - from] = ((weights[k + 1 - from] as number) * (k + 1) * (1 - p)) / ((count - k) * p);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  return { from, below: weights.map((weight) => (below += weight / total)) };
}

function drawn({ from, below }: Cumulative, unit: number): number {
  let [low, high] = [0, below.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((below[middle] as number) <= unit) low = middle + 1;
    else high = middle;
  }
  return from + low;
}
