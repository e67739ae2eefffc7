import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { intervalsOver, nextEnd } from '../../../../src/engine/client/parts/schedule.ts';
import { holdsFor } from '../../../support/property.ts';

test('intervals end at exact multiples, each later than now and by no more than one', () =>
  holdsFor(
    fc.record({
      intervalMs: fc.integer({ min: 1, max: 100_000 }),
      nowMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    }),
    ({ intervalMs, nowMs }) => {
      const endMs = nextEnd(nowMs, intervalMs, Infinity);
      expect(endMs % intervalMs).toBe(0);
      expect(endMs).toBeGreaterThan(nowMs);
      expect(endMs - nowMs).toBeLessThanOrEqual(intervalMs);
      expect(intervalsOver(endMs, intervalMs)).toBe(intervalsOver(nowMs, intervalMs) + 1);
      return Promise.resolve();
    },
    500,
  ));

test('no interval ends with the run or just before it', () => {
  expect(nextEnd(8500, 1000, 10_000)).toBe(9000);
  expect(nextEnd(9500, 1000, 10_000)).toBe(Infinity);
  expect(nextEnd(9500, 1000, 10_050)).toBe(Infinity);
  expect(nextEnd(9500, 1000, 10_200)).toBe(10_000);
});
