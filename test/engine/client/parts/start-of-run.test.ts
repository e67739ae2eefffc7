import { expect, test } from 'vitest';
import { clockFrom, startOfRun } from '../../../../src/engine/client/parts/start-of-run.ts';
import { rfc3339 } from '../../../../src/engine/platform/wall-clock.ts';

test.each([
  [0, '1970-01-01T00:00:00Z'],
  [1_790_000_000_120, '2026-09-21T14:13:20.12Z'],
  [1_000.5, '1970-01-01T00:00:01.0005Z'],
  [999.25, '1970-01-01T00:00:00.99925Z'],
])('%d ms is %s', (epochMs, text) => {
  expect(rfc3339(epochMs)).toBe(text);
});

test('clocks of one start agree, and begin at 0', () => {
  const before = Date.now();
  const start = startOfRun();
  const [one, other] = [clockFrom(start), clockFrom(start)];
  expect(Math.abs(one() - other())).toBeLessThan(10_000);
  expect(one()).toBeGreaterThanOrEqual(0);
  expect(one()).toBeLessThan(60_000);
  expect(Date.parse(start.wallClock)).toBeGreaterThanOrEqual(before - 1);
});
