import { expect, it } from 'vitest';
import { createRandom } from '../../../src/stats/random/create-random.ts';

it('draws the same from the same seed, evenly', () => {
  const { unit: a } = createRandom(7);
  const { unit: b } = createRandom(7);
  const { unit: other } = createRandom(8);
  const drawn = Array.from({ length: 10_000 }, a);
  expect(Array.from({ length: 10_000 }, b)).toEqual(drawn);
  expect(other()).not.toBe(drawn[0]);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...drawn)).toBeLessThan(1);
  expect(drawn.reduce((sum, value) => sum + value) / drawn.length).toBeCloseTo(0.5, 1);
});
