import { logFactorial } from '../../statistics/gamma.ts';
import { logSum } from '../observed/cells.ts';
import type { FoundOrder } from './order-search.ts';

interface FoundOrders {
  readonly orders: ReadonlyMap<number, readonly number[]>;
  readonly logLikelihood: number;
  readonly evidence: number;
  readonly equals: number | undefined;
}

type SearchSegment = (
  segment: number,
  orders: ReadonlyMap<number, readonly number[]>,
) => FoundOrder;

/** Two orders of so few are searched exactly. */
const MOST_PAIRED = 5;
const MOST_SWEEPS = 6;

/**
 * The orders of all segments of a run, between which targets stand anew: each is searched exactly, the others being
 * given.
 *
 * @param count how many an order is of
 */
export function searchSegments(
  segments: readonly number[],
  count: number,
  isAllowed: (order: readonly number[]) => boolean,
  search: SearchSegment,
): FoundOrders {
  const [first = 0, second] = segments;
  if (second === undefined) {
    const { order, ...found } = search(first, new Map());
    return { ...found, orders: new Map([[first, order]]) };
  }
  const isExact = segments.length === 2 && count <= MOST_PAIRED;
  const starts = isExact
    ? [...permutations(Array.from({ length: count }, (_, i) => i))].filter(isAllowed)
    : likelyStarts(count);
  let best: FoundOrders | undefined;
  const evidences: number[] = [];
  for (const start of starts) {
    const orders = new Map<number, readonly number[]>(segments.map((segment) => [segment, start]));
    let found = search(second, orders);
    orders.set(second, found.order);
    if (!isExact) {
      let last = -Infinity;
      for (let sweep = 0; sweep < MOST_SWEEPS && found.logLikelihood > last + 1e-9; sweep++) {
        last = found.logLikelihood;
        for (const segment of segments) {
          found = search(segment, orders);
          orders.set(segment, found.order);
        }
      }
    }
    evidences.push(found.evidence);
    if (best === undefined || found.logLikelihood > best.logLikelihood + 1e-9) {
      best = { ...found, orders, equals: undefined };
    }
  }
  if (best === undefined) throw new Error('no order to begin with');
  const others = segments.length - 1;
  const evidence = isExact
    ? logSum(evidences) - Math.log(evidences.length)
    : Math.max(...evidences) - others * (logFactorial(count) - Math.LN2);
  return { ...best, evidence };
}

/** As they are, turned around, and rotated. */
function likelyStarts(count: number): number[][] {
  const order = Array.from({ length: count }, (_, i) => i);
  const half = Math.floor(count / 2);
  return [order, order.toReversed(), [...order.slice(half), ...order.slice(0, half)]];
}

function* permutations(items: readonly number[]): Generator<number[]> {
  if (items.length <= 1) {
    yield [...items];
    return;
  }
  for (const [index, item] of items.entries()) {
    for (const rest of permutations(items.toSpliced(index, 1))) {
      yield [item, ...rest];
    }
  }
}
