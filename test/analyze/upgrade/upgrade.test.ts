import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  OptionError,
  predictUpgrade,
  replicaTable,
  upgrade,
  upgradePredictionReport,
  upgradeReport,
  type UpgradePlan,
} from '../../../src/analyze/index.ts';
import { expectedStates, simulateUpgrade } from '../../../src/analyze/upgrade/model.ts';
import { parseStats, readStats, type Run } from '../../../src/stats/index.ts';
import { recordedBytes, recordedPath, type RecordedName } from '../../support/recorded.ts';
import { evenly, rollingUpgrade, runOf, simulate } from '../../support/simulate/index.ts';

const recorded = (name: RecordedName): Promise<Run> => parseStats(recordedBytes(name));

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

describe('the plain upgrade', () => {
  it('of 120 connections on 4 replicas costs what the design document says', () => {
    const { steps, total, amplification, totalRange, plan } = predictUpgrade({
      replicas: 4,
      connections: 120,
    });
    expect(plan).toMatchObject({ maxUnavailable: 1, maxSurge: 0, spread: 'random' });
    expect(steps.map(({ lost }) => Number(lost.toFixed(1)))).toEqual([30, 40, 53.3, 71.1]);
    expect(total).toBeCloseTo(194.4, 1);
    expect(amplification).toBeCloseTo(1.62, 2);
    expect(totalRange.low).toBeLessThan(total);
    expect(totalRange.high).toBeGreaterThan(total);
  });

  it('has its closed form, whatever the numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 40 }),
        fc.integer({ min: 1, max: 5000 }),
        (replicas, connections) => {
          const ratio = replicas / (replicas - 1);
          const steps = Array.from({ length: replicas }, (_, step) => ({
            removed: [step],
            up: Array.from({ length: replicas }, (__, place) => place).filter((p) => p !== step),
          }));
          const states = expectedStates({ replicas, connections, steps }).slice(1);
          states.forEach(({ lost }, step) => {
            expect(lost).toBeCloseTo((connections / replicas) * ratio ** step, 6);
          });
          const closed = ((connections * (replicas - 1)) / replicas) * (ratio ** replicas - 1);
          expect(sum(states.map(({ lost }) => lost))).toBeCloseTo(closed, 5);
        },
      ),
    );
  });

  it('comes near to e - 1 lost for each connection with many replicas', () => {
    expect(predictUpgrade({ replicas: 150, connections: 100 }).amplification).toBeCloseTo(
      Math.E - 1,
      1,
    );
  });
});

describe('an upgrade with surge or several at a time', () => {
  const lost = (plan: Partial<UpgradePlan>): number[] =>
    predictUpgrade({ replicas: 4, connections: 120, spread: 'even', ...plan }).steps.map(
      (step) => step.lost,
    );

  it('with a surge spreads over one replica more', () => {
    expect(lost({ maxUnavailable: 0, maxSurge: 1 })).toEqual([
      30,
      37.5,
      46.875,
      expect.closeTo(58.594, 3),
    ]);
  });

  it('of half at a time loses half, then all', () => {
    expect(lost({ maxUnavailable: 2 })).toEqual([60, 120]);
  });

  it('of all at once loses each connection once, with or without a surge', () => {
    expect(lost({ maxUnavailable: 4 })).toEqual([120]);
    expect(lost({ maxUnavailable: 0, maxSurge: 4 })).toEqual([120]);
    expect(predictUpgrade({ replicas: 1, connections: 9 }).total).toBe(9);
  });

  it('has a last step of those that are left', () => {
    const { steps } = predictUpgrade({ replicas: 5, connections: 100, maxUnavailable: 2 });
    expect(steps.map(({ removed }) => removed)).toEqual([['R1', 'R2'], ['R3', 'R4'], ['R5']]);
  });
});

describe('a simulated upgrade', () => {
  it.each(['even', 'random'] as const)('that spreads %s has the exact mean', (spread) => {
    const steps = [0, 1, 2].map((step) => ({
      removed: [step],
      up: [0, 1, 2].filter((place) => place !== step),
    }));
    const model = { replicas: 3, connections: 90, steps };
    const states = expectedStates(model);
    const simulated = simulateUpgrade(model, { spread });
    states.forEach(({ lost, connections }, index) => {
      const range = simulated?.states[index];
      expect(range?.lost.low).toBeLessThanOrEqual(lost);
      expect(range?.lost.high).toBeGreaterThanOrEqual(lost);
      connections.forEach((count, place) => {
        expect(range?.connections[place]?.low).toBeLessThanOrEqual(count);
        expect(range?.connections[place]?.high).toBeGreaterThanOrEqual(count);
      });
    });
  });

  it('is the same every time, and another for another seed', () => {
    const model = { replicas: 2, connections: 50, steps: [{ removed: [0], up: [1] }] };
    expect(simulateUpgrade(model)?.states).toEqual(simulateUpgrade(model)?.states);
    const totals = (seed: number): number | undefined =>
      simulateUpgrade({ ...model, connections: 5000 }, { seed })?.shareAsFar(2530, 2500);
    expect(totals(1)).not.toBe(totals(2));
  });

  it('keeps every connection, whatever the spread', () => {
    const model = { replicas: 3, connections: 101, steps: [] };
    for (const spread of ['even', 'random'] as const) {
      const ranges = simulateUpgrade(model, { spread })?.states[0]?.connections ?? [];
      expect(ranges).toHaveLength(3);
      if (spread === 'even') {
        for (const { low, high } of ranges) expect([low, high]).toEqual([33, 34]);
      }
    }
  });

  it('is not made where it is too large', () => {
    const steps = Array.from({ length: 9999 }, () => ({ removed: [0], up: [1] }));
    expect(simulateUpgrade({ replicas: 99, connections: 1, steps })).toBeUndefined();
  });

  it('lets connections wait where no replica is up', () => {
    const steps = [
      { removed: [0], up: [] },
      { removed: [], up: [0] },
    ];
    const model = { replicas: 1, connections: 7, steps };
    expect(expectedStates(model).map(({ connections }) => connections)).toEqual([[7], [0], [7]]);
    expect(simulateUpgrade(model)?.states[2]?.connections).toEqual([{ low: 7, high: 7 }]);
  });
});

describe('a plan that cannot be', () => {
  it.each<[string, Partial<UpgradePlan>, string]>([
    ['no replicas', { replicas: 0 }, 'replicas: expected a whole number from 1 to 200, found 0'],
    ['half a replica', { replicas: 1.5 }, 'a whole number from 1 to 200, found 1.5'],
    ['no connections', { connections: 0 }, 'connections: expected a whole number from 1 to'],
    ['too many missing', { maxUnavailable: 5 }, 'maxUnavailable: expected a whole number from 0'],
    ['no way forward', { maxUnavailable: 0 }, 'so that something can be replaced, found 0 of both'],
    ['another spread', { spread: 'odd' as 'even' }, "spread: expected even or random, found 'odd'"],
  ])('%s', (_, plan, message) => {
    const predict = (): unknown => predictUpgrade({ replicas: 4, connections: 120, ...plan });
    expect(predict).toThrow(OptionError);
    expect(predict).toThrow(message);
  });
});

describe('an upgrade beside its model', () => {
  it('of the recorded run', async () => {
    const found = upgrade(await recorded('upgrade'));
    expect(found).toMatchObject({ connections: 120, total: 198 });
    expect(found.expectedTotal).toBeCloseTo(194.4, 1);
    expect(found.excess).toBeCloseTo(3.6, 1);
    expect(found.amplification).toBeCloseTo(1.65, 2);
    expect(found.states.map(({ removed }) => removed)).toEqual([
      [],
      ['R1'],
      ['R2'],
      ['R3'],
      ['R4'],
    ]);
    expect(found.states.map(({ expectedLost }) => Number(expectedLost.toFixed(1)))).toEqual([
      0, 30, 40, 53.3, 71.1,
    ]);
    expect(found.states.every(({ lostElsewhere }) => lostElsewhere === 0)).toBe(true);
    expect(found.overall.degreesOfFreedom).toBe(3 + 4 * 2);
    expect(found.states[1]?.landed).toEqual({ R2: 8, R3: 12, R4: 18 });
  });

  it('counts what replicas that stayed have lost', async () => {
    const found = upgrade(await recorded('ecmp-resilient'));
    expect(found.states.map(({ removed }) => removed)).toEqual([[], ['R1'], []]);
    expect(found.states[2]).toMatchObject({ lostElsewhere: 143, expectedLost: 0, excess: 143 });
    const text = upgradeReport(await recorded('ecmp-resilient')).toText();
    expect(text).toContain('Lost on replicas that stayed: 143; no upgrade need cost these.');
    expect(text).toContain('beyond what chance explains');
  });

  it('of a run without losses has nothing to judge', async () => {
    const text = upgradeReport(await readStats(recordedPath('udp.json'))).toText();
    expect(text).toContain('No connection was lost: there is no upgrade to judge.');
    expect(text).not.toMatch(/NaN|Infinity/);
  });

  it('of a server that is gone is no upgrade that anybody would want', async () => {
    const found = upgrade(await recorded('server-killed'));
    expect(found.states[1]).toMatchObject({ removed: ['R1'], lost: 40, connections: [0] });
    expect(upgradeReport(await recorded('server-killed')).toText()).not.toMatch(/NaN|Infinity/);
  });

  it('knows which replicas did not come back', async () => {
    const { file } = simulate({
      seed: 5,
      clients: 200,
      rateKBps: 400,
      packetSizeBytes: 1024,
      durationNs: 25e9,
      replicas: 4,
      landing: evenly(),
      happenings: rollingUpgrade({
        replicas: 4,
        firstNs: 3e9,
        everyNs: 4e9,
        downNs: 1e9,
        never: [0],
      }),
    });
    const run = await runOf(file);
    const found = upgrade(run);
    expect(Object.keys(found.states[2]?.landed ?? {})).toEqual(['R3', 'R4']);
    expect(found.overall.p).toBeGreaterThan(0.9);
    found.states.forEach(({ connections, expected }) => {
      connections.forEach((count, place) => {
        expect(Math.abs(count - (expected[place] ?? 0))).toBeLessThan(3);
      });
    });
  });

  it('takes the losses of the replica table', async () => {
    for (const name of ['upgrade', 'node-failure', 'ecmp-local'] as const) {
      const run = await recorded(name);
      const found = upgrade(run);
      const table = replicaTable(run);
      expect(found.total).toBe(table.total);
      expect(found.states.map(({ connections }) => connections)).toEqual(
        table.rows.map(({ connections }) => connections),
      );
    }
  });
});

describe('the report of an upgrade', () => {
  it('judges nothing where no replica went', async () => {
    const run = await recorded('packet-loss');
    expect(upgrade(run)).toMatchObject({
      total: 2,
      expectedTotal: null,
      excess: null,
      expectedAmplification: null,
    });
    expect(upgrade(run)).not.toHaveProperty('totalP');
    const text = upgradeReport(run).toText();
    expect(text).toContain(
      '\nNo replica went: the 2 lost were on replicas that stayed, and nothing is to be held against the model.\n',
    );
    expect(text).not.toMatch(/beyond what chance|Amplification|hardly/);
    expect(text).toMatch(/^ +1 +18\.599 +- +1 +- +- +- +1 /m);
  });

  it('of one replica has no verdict on how connections spread', async () => {
    const run = await recorded('server-killed');
    expect(upgrade(run).overall).toMatchObject({ degreesOfFreedom: 0, p: null });
    expect(upgrade(run).states.map(({ spread }) => spread.p)).toEqual([null, null]);
    const text = upgradeReport(run).toText();
    expect(text).toContain('\nSpread: - (there never were two replicas to spread over).\n');
    expect(text).not.toContain('evenly at random');
  });
});

describe('the report of a prediction', () => {
  it('counts one replica as one', () => {
    const text = upgradePredictionReport({ replicas: 1, connections: 10 }).toText();
    expect(text).toContain('Plan: 10 connections on 1 replica, max');
  });

  it('says the plan, the total and the amplification', () => {
    const text = upgradePredictionReport({ replicas: 4, connections: 120 }).toText();
    expect(text).toContain('Total: 194.4 lost (95 % range 180 - 210).');
    expect(text).toContain('Amplification: 1.62 lost for each connection');
    expect(text).toContain('max unavailable 1, max surge 0');
  });

  it('of very many replicas has no column for each', () => {
    const [{ columns }] = upgradePredictionReport({ replicas: 60, connections: 600 }).tables;
    expect(columns.map(({ title }) => title)).toEqual(['Step', 'Removed', 'Lost', '95 % range']);
  });
});
