import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POLICIES, predictEcmp } from '../../../src/analyze/index.ts';
import { expectedCells, ruleOf } from '../../../src/analyze/ecmp/prediction/predict-ecmp.ts';
import { survivalUnder, type Rule } from '../../../src/analyze/ecmp/policies/rule.ts';
import type { TargetSets } from '../../../src/analyze/ecmp/policies/target-sets.ts';
import { createBalancer, type BalancerKind, type TargetList } from '../../support/ecmp/balancer.ts';
import { holdsFor } from '../../support/property.ts';
import { createRandom } from '../../support/simulate/random.ts';

const named = (count: number): { name: string; weight: number }[] =>
  Array.from({ length: count }, (_, i) => ({ name: String(i + 1), weight: 1 }));

/** Sequences of sets of a few targets with weights, none of them empty. */
const sequences = fc.integer({ min: 2, max: 5 }).chain((targets) =>
  fc.array(
    fc
      .array(fc.integer({ min: 0, max: 3 }), { minLength: targets, maxLength: targets })
      .filter((row) => row.some((weight) => weight > 0)),
    { minLength: 2, maxLength: 5 },
  ),
);

/** Who has each bucket, dealt out as Linux does: from the first bucket on, to who has too few. */
function dealt(buckets: readonly string[], hops: readonly string[]): string[] {
  const most = buckets.length / hops.length;
  const after = [...buckets];
  const held = (hop: string): number => after.filter((holder) => holder === hop).length;
  for (const [index, holder] of after.entries()) {
    if (hops.includes(holder) && held(holder) <= most) continue;
    after[index] = hops.find((hop) => held(hop) < most) ?? holder;
  }
  return after;
}

/** Share of all flows that adding a hop again costs. */
function resilientCost(hops: readonly string[], hop: string): number {
  const size = hops.length * (hops.length - 1);
  const start = dealt(Array<string>(size).fill(''), hops);
  const without = dealt(
    start,
    hops.filter((other) => other !== hop),
  );
  const again = dealt(without, hops);
  const drawn = 1 / hops.length / size;
  const flows = start.map((holder) => (holder === hop ? 0 : 1 / size) + drawn);
  return flows.reduce((sum, share, i) => sum + (again[i] === without[i] ? 0 : share), 0);
}

function setsOf(rows: readonly (readonly number[])[]): TargetSets {
  return {
    weights: rows.map((row) => Float64Array.from(row)),
    changed: rows.map((_, epoch) => epoch > 0),
  };
}

/** Every policy, with the targets in their order in every epoch. */
function rulesFor(rows: readonly (readonly number[])[]): Rule[] {
  const order = (rows[0] ?? []).map((_, i) => i);
  const orders = rows.map(() => order);
  return [
    { policy: 'hash-threshold', orders },
    { policy: 'modulo', orders },
    { policy: 'rehash' },
    { policy: 'stateful' },
    { policy: 'consistent' },
    { policy: 'consistent', isTable: true },
    { policy: 'maglev-like', surplus: 0.1 },
  ];
}

describe('survival', () => {
  it('is a probability, and none where the target is gone', () =>
    holdsFor(sequences, async (rows) => {
      await Promise.resolve();
      const sets = setsOf(rows);
      for (const rule of rulesFor(rows)) {
        for (const [target, weight] of (rows[0] ?? []).entries()) {
          if (weight === 0) continue;
          const survival = survivalUnder(rule, sets, target, 0);
          for (const [epoch, value] of survival.entries()) {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
            if (rows[epoch]?.[target] === 0) expect(value).toBe(0);
          }
        }
      }
    }));

  it('begins with shares that make up the whole', () =>
    holdsFor(sequences, async (rows) => {
      await Promise.resolve();
      const sets = setsOf(rows);
      for (const rule of rulesFor(rows)) {
        const shares = (rows[0] ?? []).map((weight, target) =>
          weight === 0 ? 0 : (survivalUnder(rule, sets, target, 0)[0] ?? 0),
        );
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }
    }));

  it('is whole where nothing changes, but where all is drawn anew', () =>
    holdsFor(sequences, async (rows) => {
      await Promise.resolve();
      const [row = []] = rows;
      const sets = setsOf([row, row]);
      for (const rule of rulesFor([row, row])) {
        for (const [target, weight] of row.entries()) {
          if (weight === 0) continue;
          const total = row.reduce((sum, each) => sum + each, 0);
          const expected = rule.policy === 'rehash' ? weight / total : 1;
          expect(survivalUnder(rule, sets, target, 0)[1]).toBeCloseTo(expected, 9);
        }
      }
    }));

  it('agrees with balancers that really hash', () =>
    holdsFor(
      fc.record({ rows: sequences, seed: fc.nat() }),
      async ({ rows, seed }) => {
        await Promise.resolve();
        const kinds: [BalancerKind, Rule][] = [
          ['hash-threshold', rulesFor(rows)[0] as Rule],
          ['modulo', rulesFor(rows)[1] as Rule],
          ['rehash', { policy: 'rehash' }],
          ['stateful', { policy: 'stateful' }],
          ['consistent', { policy: 'consistent' }],
        ];
        const lists = rows.map((row): TargetList =>
          row.flatMap((weight, i) => (weight > 0 ? [[String(i), weight] as const] : [])),
        );
        const sets = setsOf(rows);
        for (const [kind, rule] of kinds) {
          const balancer = createBalancer(kind, lists[0] ?? [], createRandom(seed));
          let flows = Array.from({ length: 3000 }, () => balancer.connect()).map((flow) => ({
            flow,
            host: flow.target,
          }));
          for (let epoch = 1; epoch < lists.length; epoch++) {
            const before = flows;
            balancer.change(
              lists[epoch] ?? [],
              flows.map(({ flow }) => flow),
            );
            flows = flows.filter(({ flow, host }) => flow.target === host);
            for (const target of (rows[0] ?? []).keys()) {
              const there = before.filter(({ host }) => host === String(target)).length;
              if (there < 50) continue;
              const kept = flows.filter(({ host }) => host === String(target)).length;
              const p = survivalUnder(rule, sets, target, 0)[epoch] ?? 0;
              const deviation = Math.sqrt((p * (1 - p)) / there);
              expect(Math.abs(kept / there - p)).toBeLessThan(5 * deviation + 0.01);
            }
          }
        }
      },
      15,
    ));
});

describe('the closed forms', () => {
  it.each([2, 3, 4, 5, 8])('of RFC 2992, removing one of %d', (count) => {
    for (let k = 1; k <= count; k++) {
      const { policies } = predictEcmp({
        targets: named(count),
        remove: [String(k)],
        connections: 1,
      });
      const share = ((k - 1) * k + (count - k) * (count - k + 1)) / (2 * count * (count - 1));
      expect(policies.find(({ policy }) => policy === 'hash-threshold')?.removal).toBeCloseTo(
        share,
        12,
      );
    }
  });

  it('of the design document: 400 connections, the first of four', () => {
    const { policies } = predictEcmp({ targets: named(4), remove: ['1'], connections: 400 });
    expect(
      policies.map(({ policy, removal, adding }) => [
        policy,
        Number(removal.toFixed(6)),
        Number(adding.toFixed(6)),
      ]),
    ).toEqual([
      ['hash-threshold', 200, 100],
      ['modulo', 300, 225],
      ['rehash', 300, 300],
      ['consistent', 100, 25],
      ['maglev-like', 106, 33.97],
      ['stateful', 100, 0],
    ]);
  });

  it.each([2, 3, 4, 6])('of a resilient group of %d that one hop leaves and joins', (count) => {
    const all = named(count).map(({ name }) => name);
    const costs = all.map((name) => resilientCost(all, name));
    const { addingToResilient } = predictEcmp({
      targets: named(count),
      remove: ['1'],
      connections: 1,
    });
    expect(Math.min(...costs)).toBeCloseTo(addingToResilient.low, 12);
    expect(Math.max(...costs)).toBeCloseTo(addingToResilient.high, 12);
  });

  it('never lose more than there is, and keep what is lost', () =>
    holdsFor(sequences, async (rows) => {
      await Promise.resolve();
      const sets = setsOf(rows);
      for (const policy of POLICIES) {
        const rule = ruleOf(policy, rows[0]?.length ?? 0);
        const orders = rows.map(() => (rows[0] ?? []).map((_, i) => i));
        const whole = 'orders' in rule ? { ...rule, orders } : rule;
        const cells = expectedCells(sets, 100, (target, born) =>
          survivalUnder(whole, sets, target, born),
        );
        for (let change = 1; change < rows.length; change++) {
          const here = cells.filter((cell) => cell.change === change);
          expect(here.reduce((sum, { atRisk }) => sum + atRisk, 0)).toBeCloseTo(100, 6);
        }
      }
    }));
});
