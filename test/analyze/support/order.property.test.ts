import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { indicesWhere, orderBy } from '../../../src/analyze/support/order.ts';

it('orders as a stable sort does, and leaves its input alone', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.maxSafeNat(), fc.constant(Infinity))),
      fc.func(fc.boolean()),
      (values, chosen) => {
        const keys = Float64Array.from(values);
        const indices = indicesWhere(values.length, (i) => chosen(i));
        const before = [...indices];
        const ordered = orderBy(keys, indices);
        const key = (i: number): number => Math.min(values[i] ?? 0, Number.MAX_SAFE_INTEGER);
        expect([...ordered]).toEqual(before.toSorted((a, b) => key(a) - key(b)));
        expect([...indices]).toEqual(before);
      },
    ),
    { numRuns: 300 },
  );
});
