import type { Random } from '../../stats/pure.ts';
import { logFactorial } from './gamma.ts';

/** Where less than this is expected, counting up from 0 is quicker than rejection, which does not hold there. */
const LEAST_FOR_REJECTION = 10;

/** How many of `n` trials succeed, each with probability `p`; exactly distributed. */
export function drawBinomial(random: Random, n: number, p: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - drawBinomial(random, n, 1 - p);
  return n * p < LEAST_FOR_REJECTION ? byInversion(random, n, p) : byRejection(random, n, p);
}

/** Kachitvichyanukul and Schmeiser's BINV. */
function byInversion(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let rest = random.unit();
  let k = 0;
  while (rest > chance && k < n) {
    rest -= chance;
    k++;
    chance *= (odds * (n - k + 1)) / k;
  }
  return k;
}

/** Hoermann's BTRS (The Generation of Binomial Random Variates, 1993): transformed rejection with a squeeze. */
function byRejection(random: Random, n: number, p: number): number {
  const q = 1 - p;
  const deviation = Math.sqrt(n * p * q);
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const vr = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const logOdds = Math.log(p / q);
  const mode = Math.floor((n + 1) * p);
  const atMode = logFactorial(mode) + logFactorial(n - mode);
  for (;;) {
    const u = random.unit() - 0.5;
    const v = random.unit();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (us >= 0.07 && v <= vr) return k;
    if (!(k >= 0 && k <= n)) continue;
    const limit = atMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= limit) return k;
  }
}
