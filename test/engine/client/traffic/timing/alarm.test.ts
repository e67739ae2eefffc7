import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Alarm } from '../../../../../src/engine/client/traffic/timing/alarm.ts';

let startMs = 0;
const now = (): number => Date.now() - startMs;
let rang: number[] = [];
let alarm: Alarm;

beforeEach(() => {
  vi.useFakeTimers();
  startMs = Date.now();
  rang = [];
  alarm = new Alarm(now, () => rang.push(now()));
});
afterEach(() => {
  vi.useRealTimers();
});

it('goes off once, at the earliest of its times', () => {
  alarm.setBy(50);
  alarm.setBy(20);
  alarm.setBy(90);
  vi.advanceTimersByTime(200);
  expect(rang).toEqual([20]);
  alarm.setBy(100);
  vi.advanceTimersByTime(200);
  expect(rang).toEqual([20, 201]);
});

it('lets what has arrived be read first when it is late', () => {
  alarm.setBy(20);
  vi.setSystemTime(Date.now() + 300);
  const order: string[] = [];
  setImmediate(() => order.push('read'));
  const late = new Alarm(now, () => order.push('rang'));
  late.setBy(now() + 1);
  vi.setSystemTime(Date.now() + 300);
  vi.advanceTimersToNextTimer();
  vi.runAllTimers();
  expect(order).toEqual(['read', 'rang']);
});

it('is silent once it is stopped', () => {
  alarm.setBy(20);
  alarm.stop();
  alarm.setBy(30);
  vi.advanceTimersByTime(1000);
  expect(rang).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
