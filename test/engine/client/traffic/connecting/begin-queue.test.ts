import { expect, it } from 'vitest';
import { BeginQueue } from '../../../../../src/engine/client/traffic/connecting/begin-queue.ts';

it('gives slots in the order in which they came, each once', () => {
  const queue = new BeginQueue(4);
  for (const slot of [2, 0, 2, 3]) queue.add(slot);
  expect(queue.length).toBe(3);
  expect([queue.take(), queue.take(), queue.take(), queue.take()]).toEqual([2, 0, 3, -1]);
  queue.add(2);
  expect(queue.has(2)).toBe(true);
  expect(queue.take()).toBe(2);
});

it('passes over those that were removed', () => {
  const queue = new BeginQueue(4);
  for (const slot of [0, 1, 2]) queue.add(slot);
  queue.remove(0);
  queue.remove(1);
  queue.add(1);
  expect(queue.take()).toBe(1);
  expect(queue.take()).toBe(2);
  expect(queue.take()).toBe(-1);
  expect(queue.length).toBe(0);
});
