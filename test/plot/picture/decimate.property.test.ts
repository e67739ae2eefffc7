import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimate } from '../../../src/plot/picture/decimate.ts';

const series = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: -9, max: 9 })), {
    maxLength: 400,
  })
  .map((steps) => {
    let x = 0;
    return steps.map(([step, y]) => [(x += step), y] as const);
  });

it('keeps the ends, the least and the greatest, in order, and no more than four a column', () => {
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 50 }), (points, columns) => {
      const x = points.map(([value]) => value);
      const y = points.map(([, value]) => value);
      const kept = [...decimate(x, y, columns)];
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      expect(kept.length).toBeLessThanOrEqual(Math.max(2 * columns, 4 * columns));
      if (points.length <= 2 * columns) expect(kept.length).toBe(points.length);
      if (points.length === 0) return;
      expect([kept[0], kept.at(-1)]).toEqual([0, points.length - 1]);
      const shown = kept.map((i) => y[i] ?? NaN);
      expect(Math.min(...shown)).toBe(Math.min(...y));
      expect(Math.max(...shown)).toBe(Math.max(...y));
    }),
  );
});

it('keeps a drop-out of one sample among 100,000', () => {
  const x = Float64Array.from({ length: 1e5 }, (_, i) => i);
  const y = x.map((_, i) => (i === 54_321 ? 0 : 100));
  expect([...decimate(x, y, 700)]).toContain(54_321);
});
