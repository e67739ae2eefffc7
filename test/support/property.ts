import * as fc from 'fast-check';

/**
 * The same cases on every machine, so that a build fails for its own faults alone.
 * `SEED=n RUNS=n npm test` looks elsewhere.
 */
export function holdsFor<T>(
  arbitrary: fc.Arbitrary<T>,
  law: (value: T) => Promise<void>,
  numRuns = 40,
): Promise<void> {
  const { SEED = '1', RUNS = numRuns } = process.env;
  return fc.assert(fc.asyncProperty(arbitrary, law), {
    seed: Number(SEED),
    numRuns: Number(RUNS),
    // A smaller run with the same fault is looked for too, but not for minutes.
    interruptAfterTimeLimit: 60_000,
  });
}
