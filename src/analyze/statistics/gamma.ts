// d3-array has no gamma functions; packages that have them bring far more. test/analyze/statistics has
// reference values.

/** Lanczos' approximation with g = 7 and nine terms (Godfrey's coefficients): 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;
const G = 7;

/** Logarithm of the gamma function, for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const base = x + G - 0.5;
  let sum: number = LANCZOS[0];
  for (let n = 1; n < LANCZOS.length; n++) sum += (LANCZOS[n] as number) / (x + n - 1);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

const TABLE_SIZE = 1024;
let table: Float64Array | undefined;

/** Logarithm of n!, for whole n from 0: out of a table, and by Stirling's series behind its end. */
export function logFactorial(n: number): number {
  table ??= Float64Array.from({ length: TABLE_SIZE }, (_, k) => logGamma(k + 1));
  if (n < TABLE_SIZE) return table[n] as number;
  const inverse = 1 / n;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square / 1260));
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}

const PRECISION = 1e-15;
const MOST_TERMS = 100_000;
/** Stands for 0 where Lentz' method would divide by it. */
const TINY = 1e-300;

/**
 * The regularised upper incomplete gamma function Q(a, x): by its series below a + 1, by Lentz'
 * continued fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).
 */
export function upperGamma(a: number, x: number): number {
  if (!(x > 0)) return 1;
  const scale = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - sum * scale);
  }
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    const step = c * d;
    fraction *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return fraction * scale;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
