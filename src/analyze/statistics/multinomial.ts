import type { Random } from '../../stats/pure.ts';
import { drawBinomial } from './binomial.ts';

/** Drawing one after another is quicker than a binomial draw a cell while there are few. */
const FEW_A_CELL = 4;

/** Throws `n` into equally likely cells at random; `into` is written over. */
export function drawEvenly(random: Random, n: number, into: Float64Array): void {
  into.fill(0);
  if (n < FEW_A_CELL * into.length) {
    for (let i = 0; i < n; i++) {
      const cell = random.integer(into.length);
      into[cell] = (into[cell] as number) + 1;
    }
    return;
  }
  let left = n;
  for (let cell = 0; cell < into.length; cell++) {
    const drawn = drawBinomial(random, left, 1 / (into.length - cell));
    into[cell] = drawn;
    left -= drawn;
  }
}
