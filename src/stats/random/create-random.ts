/** A seeded generator: the same seed gives the same numbers on every machine. */
export interface Random {
  /** In [0, 1). */
  readonly unit: () => number;
  /** An integer in [0, count). */
  readonly integer: (count: number) => number;
}

/** sfc32 of Practically Random (Chris Doty-Humphrey), 128 bits of state. */
export function createRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 15; i++) next();
  const unit = (): number => next() / 2 ** 32;
  return { unit, integer: (count) => Math.floor(unit() * count) };
}
