import { expect, it } from 'vitest';
import { backOffMs } from '../../../../../src/engine/client/traffic/connecting/back-off.ts';

it('waits 100 ms more after each failed attempt, and never more than a second', () => {
  const waits = Array.from({ length: 12 }, (_, n) => backOffMs(n + 1));
  expect(waits).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1000, 1000]);
});
