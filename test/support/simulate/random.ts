/** A seeded generator: the same seed gives the same numbers on every machine. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** An integer in [0, count). */
  integer(count: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of these. */
  pick<T>(from: readonly T[]): T;
  /** An independent generator; a client's life does not depend on how many others there are. */
  fork(label: number): Random;
}

export function createRandom(seed: number): Random {
  let state = mix(seed | 0);
  // splitmix32 (Steele, Lea, Flood 2014), as in JDK 8's SplittableRandom but of 32 bits.
  const unit = (): number => {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
  const integer = (count: number): number => Math.floor(unit() * count);
  return {
    unit,
    integer,
    between: (from, to) => from + unit() * (to - from),
    chance: (probability) => unit() < probability,
    pick: <T>(from: readonly T[]): T => {
      const chosen = from[integer(from.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    fork: (label) => createRandom(Math.imul(seed | 0, 0x2c1b3c6d) ^ mix(label + 1)),
  };
}

function mix(value: number): number {
  let z = value;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}
