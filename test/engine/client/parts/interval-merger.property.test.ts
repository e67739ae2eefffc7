import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  IntervalMerger,
  type Interval,
} from '../../../../src/engine/client/parts/interval-merger.ts';
import { noCounters } from '../../../../src/stats/index.ts';
import { holdsFor } from '../../../support/property.ts';

/** What one part tells: intervals of some numbers, each with packets since the one before. */
interface Telling {
  readonly numbers: readonly number[];
  readonly packets: readonly number[];
}

const telling: fc.Arbitrary<Telling> = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 9 })
  .map((numbers) => [...numbers.sort((a, b) => a - b), Infinity])
  .chain((numbers) =>
    fc.record({
      numbers: fc.constant(numbers),
      packets: fc.array(fc.nat(5), { minLength: numbers.length, maxLength: numbers.length }),
    }),
  );

/** Parts, and in which order they are heard. */
const tellings = fc.array(telling, { minLength: 1, maxLength: 4 }).chain((parts) =>
  fc
    .shuffledSubarray(
      parts.flatMap(({ numbers }, part) => numbers.map(() => part)),
      { minLength: parts.flatMap(({ numbers }) => numbers).length },
    )
    .map((order) => ({ parts, order })),
);

function merge(parts: readonly Telling[], order: readonly number[]): Interval[] {
  const merged: Interval[] = [];
  const merger = new IntervalMerger(parts.length, (interval) => merged.push(interval));
  const heard = parts.map(() => ({ at: 0, sent: 0 }));
  for (const part of order) {
    const state = heard[part];
    const told = parts[part];
    if (state === undefined || told === undefined) continue;
    const number = told.numbers[state.at] ?? NaN;
    const packets = told.packets[state.at] ?? NaN;
    state.at++;
    state.sent += packets;
    const half = {
      roundTrips: [Float64Array.from([7, packets])],
      lateness: [],
      loopDelays: [],
      late: packets,
    };
    merger.carry(part, half);
    merger.add(part, number, {
      timeMs: number === Infinity ? 10_000 : number * 1000 + part,
      counters: { ...noCounters(), sent: state.sent },
      ...half,
    });
  }
  return merged;
}

const countOf = ({ roundTrips }: Interval): number =>
  roundTrips.reduce((sum, counted) => {
    let inPart = 0;
    for (let at = 1; at < counted.length; at += 2) inPart += counted[at] ?? NaN;
    return sum + inPart;
  }, 0);

test('the sum of what parts tell is told, once, whatever is missing and in whatever order', () =>
  holdsFor(
    tellings,
    ({ parts, order }) => {
      const merged = merge(parts, order);
      const total = parts.flatMap(({ packets }) => packets).reduce((a, b) => a + b, 0);
      expect(merged.at(-1)).toMatchObject({ number: Infinity, timeMs: 10_000 });
      expect(merged.at(-1)?.counters.sent).toBe(total);
      expect(merged.reduce((sum, { late }) => sum + late, 0)).toBe(2 * total);
      expect(merged.reduce((sum, interval) => sum + countOf(interval), 0)).toBe(2 * total);
      for (const [index, interval] of merged.entries()) {
        const before = merged[index - 1];
        if (before === undefined) continue;
        expect(interval.number).toBeGreaterThan(before.number);
        expect(interval.timeMs).toBeGreaterThan(before.timeMs);
        expect(interval.counters.sent).toBeGreaterThanOrEqual(before.counters.sent);
      }
      return Promise.resolve();
    },
    200,
  ));

test('what all parts tell of is told as soon as the last of them has', () =>
  holdsFor(
    tellings,
    ({ parts, order }) => {
      const told = merge(parts, order).map(({ number }) => number);
      const [first, ...others] = parts;
      const common = first?.numbers.filter((number) =>
        others.every(({ numbers }) => numbers.includes(number)),
      );
      for (const number of common ?? []) expect(told).toContain(number);
      return Promise.resolve();
    },
    200,
  ));

test('a long interval takes no more memory than a short one', () => {
  const merged: Interval[] = [];
  const merger = new IntervalMerger(1, (interval) => merged.push(interval));
  const second = { roundTrips: [Float64Array.from([5, 2])], lateness: [], loopDelays: [], late: 0 };
  for (let i = 0; i < 1000; i++) merger.carry(0, second);
  merger.add(0, 1, { timeMs: 1, counters: noCounters(), ...second });
  expect(merged[0]?.roundTrips.length).toBeLessThan(100);
  expect(merged.map(countOf)).toEqual([2002]);
});
