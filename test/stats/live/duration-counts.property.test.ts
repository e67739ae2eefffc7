import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bucketBoundUs, durationCounts } from '../../../src/stats/live/duration-counts.ts';

const US = fc.oneof(fc.nat(100), fc.nat(100_000), fc.integer({ min: 0, max: 2 ** 31 }));

it.each([
  [0, 0],
  [1, 1],
  [32, 32],
  [33, 34],
  [34, 34],
  [64, 64],
  [65, 68],
  [1000, 1024],
  [1025, 1088],
  [1_000_000, 1_015_808],
  [2 ** 31, 2 ** 31],
])('%d us lies in the bucket up to %d us', (us, boundUs) => {
  expect(bucketBoundUs(us)).toBe(boundUs);
});

it('bounds what it takes closely, and is its own bound', () => {
  fc.assert(
    fc.property(US, US, (us, other) => {
      const boundUs = bucketBoundUs(us);
      expect(boundUs).toBeGreaterThanOrEqual(us);
      expect(boundUs).toBeLessThanOrEqual(us * (1 + 1 / 16));
      expect(bucketBoundUs(boundUs)).toBe(boundUs);
      if (us <= other) expect(boundUs).toBeLessThanOrEqual(bucketBoundUs(other));
    }),
  );
});

it('counts each once, in ascending buckets, however they come', () => {
  const part = fc.array(fc.tuple(US, fc.integer({ min: 1, max: 1000 })));
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const { boundsNs, counts } = durationCounts(parts.map((pairs) => pairs.flat()));
      expect(boundsNs).toEqual([...new Set(boundsNs)].sort((a, b) => a - b));
      const expected = boundsNs.map((ns) =>
        parts
          .flat()
          .filter(([us]) => bucketBoundUs(us) * 1000 === ns)
          .reduce((sum, [, count]) => sum + count, 0),
      );
      expect(counts).toEqual(expected);
    }),
  );
});

it('of nothing holds nothing', () => {
  expect(durationCounts([])).toEqual({ boundsNs: [], counts: [] });
});
