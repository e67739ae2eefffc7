import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disturbances, type CountByHost } from '../../../src/analyze/index.ts';
import { holdsFor } from '../../support/property.ts';
import { definite, runOf, simulate } from '../../support/simulate/index.ts';
import { SCENARIOS, unheard } from '../scenarios.ts';

/** Hosts with none are as good as hosts that are not named. */
function plain(counts: ReadonlyMap<string, number>): object {
  return Object.fromEntries([...counts].filter(([, count]) => count > 0));
}

describe.each(Object.entries(SCENARIOS))('the disturbances of %s', (_, scenarios) => {
  it('are the true ones, found from the losses alone', () =>
    holdsFor(scenarios, async (scenario) => {
      const { file, truth } = simulate(scenario);
      fc.pre(definite(truth));
      fc.pre(scenario.optionalFields === true || !truth.entangled);
      const found = disturbances(await runOf(file));
      const named = (counts: CountByHost): object => plain(new Map(Object.entries(counts)));
      expect(
        found.disturbances.map(({ firstLossNs, endNs, lost, reconnected, survivors }) => ({
          ...{ firstLossNs, endNs, lost: named(lost) },
          ...{ reconnected: named(reconnected), survivors: named(survivors) },
        })),
      ).toEqual(
        truth.steps.map(({ firstLossNs, lastLossNs, lost, reconnected, survivors }) => ({
          ...{ firstLossNs, endNs: lastLossNs, lost: plain(lost) },
          ...{ reconnected: plain(reconnected), survivors: plain(survivors) },
        })),
      );
    }));

  it('are the true ones among connections that are lost before their first echo', () =>
    holdsFor(unheard(scenarios), async (scenario) => {
      const { file, truth } = simulate(scenario);
      fc.pre(definite(truth));
      fc.pre(scenario.optionalFields === true || !truth.entangled);
      const found = disturbances(await runOf(file));
      const named = (counts: CountByHost): object => plain(new Map(Object.entries(counts)));
      const costly = found.disturbances.filter(({ lostTotal }) => lostTotal > 0);
      expect(costly.map(({ lost }) => named(lost))).toEqual(
        truth.steps.map(({ lost }) => plain(lost)),
      );
    }));
});
