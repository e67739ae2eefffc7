import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { countTicks, timeTicks } from '../../../src/plot/axes/ticks.ts';
import { readableIntervalNs, timeAxis } from '../../../src/plot/axes/time-axis.ts';

const most = fc.integer({ min: 1, max: 20 });

it('time ticks begin at 0, are even, and stay within the run', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), most, (end, limit) => {
      const ticks = timeTicks(end, limit);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(limit + 1);
      expect(ticks.at(-1)).toBeLessThanOrEqual(end * (1 + 1e-6));
      const step = ticks[1] ?? 0;
      ticks.forEach((tick, i) => {
        expect(tick).toBeCloseTo(i * step, 6);
      });
    }),
  );
});

it('count ticks reach the greatest value', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), most, (max, limit) => {
      const ticks = countTicks(max, limit, true);
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
      expect(ticks.length).toBeLessThanOrEqual(limit + 2);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
});

it.each([
  [25, 'Time (s)', 25],
  [1200, 'Time (s)', 1200],
  [3600, 'Time (min)', 60],
  [86_400, 'Time (h)', 24],
  [0, 'Time (s)', 1],
])('a run of %d s has the axis %s up to %d', (endS, title, end) => {
  expect(timeAxis(endS, 700)).toMatchObject({ title, end });
});

it.each([
  [15e9, 400, 50e6],
  [3600e9, 400, 10e9],
  [1e6, 400, 1e6],
])('%d ns have at most %d intervals of %d ns', (durationNs, limit, width) => {
  expect(readableIntervalNs(durationNs, limit, 1e6)).toBe(width);
});
