import { describe, expect, it } from 'vitest';
import { clientChains, NONE } from '../../../src/analyze/index.ts';
import { holdsFor } from '../../support/property.ts';
import { runOf, simulate, type Simulation } from '../../support/simulate/index.ts';
import { SCENARIOS, unheard } from '../scenarios.ts';

/** Connection -> the one that really replaced it. */
function realSuccessors({ file, truth }: Simulation): number[] {
  const successors = new Array<number>(file.ConnStats.length).fill(NONE);
  for (const chain of truth.chains) {
    for (const [place, index] of chain.entries()) successors[index] = chain[place + 1] ?? NONE;
  }
  return successors;
}

/** A successor starts at the most this much later than its predecessor ends. */
const CLOSE_NS = 3e3;

/** Connections lost so shortly before or after another that nobody can tell their successors apart. */
function confusable({ file }: Simulation): Set<number> {
  const lost = [...file.ConnStats.entries()]
    .filter(([, { Err }]) => Err !== '')
    .sort(([, a], [, b]) => a.Ended - b.Ended);
  const close = new Set<number>();
  for (const [place, [index, { Ended }]] of lost.entries()) {
    const [before, { Ended: earlier } = { Ended: -Infinity }] = lost[place - 1] ?? [];
    if (before !== undefined && Ended - earlier < CLOSE_NS) close.add(before).add(index);
  }
  return close;
}

describe.each(Object.entries(SCENARIOS))('the clients of %s', (_, scenarios) => {
  it('are followed from connection to connection, named in the file or not', () =>
    holdsFor(unheard(scenarios), async (scenario) => {
      const simulation = simulate(scenario);
      const { successor, unpaired } = clientChains(await runOf(simulation.file));
      const expected = realSuccessors(simulation);
      const close = scenario.optionalFields === true ? new Set<number>() : confusable(simulation);
      const told = (successors: Iterable<number>): number[] =>
        [...successors].filter((_, index) => !close.has(index));
      expect(told(successor)).toEqual(told(expected));
      expect(unpaired).toBe(0);
    }));
});
