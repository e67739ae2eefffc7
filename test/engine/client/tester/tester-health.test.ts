import { expect, test } from 'vitest';
import { DurationHistogram } from '../../../../src/engine/client/measure/duration-histogram.ts';
import { LateIntervals } from '../../../../src/engine/client/tester/late-intervals.ts';
import { portRange, portsTaken, socketCount } from '../../../../src/engine/client/tester/ports.ts';
import {
  heldUpMs,
  isLate,
  type Punctuality,
} from '../../../../src/engine/client/tester/punctuality.ts';
import { TesterHealth } from '../../../../src/engine/client/tester/tester-health.ts';
import { descriptorLimit, descriptorsInUse } from '../../../../src/engine/platform/descriptors.ts';

const MS = 1e6;

/** An interval in which the event loop was never held up. */
const interval = (fromNs: number, toNs: number, latenessP99Ns: number): Punctuality => ({
  fromNs,
  toNs,
  latenessP99Ns,
  heldUpMs: 0,
});

test('late intervals that follow one another are one span', () => {
  const late = new LateIntervals();
  late.add(interval(0, 1000, 10 * MS));
  late.add(interval(1000, 2000, 11 * MS));
  late.add(interval(2000, 3000, 15 * MS));
  late.add(interval(3000, 4000, 12 * MS));
  late.add(interval(4000, 5000, 1 * MS));
  late.add(interval(5000, 6000, 20 * MS));
  expect(late.count).toBe(4);
  expect(late.summary()).toEqual([
    { From: 1000, To: 4000, P99: 15 * MS },
    { From: 5000, To: 6000, P99: 20 * MS },
  ]);
});

test('a tester that is late every other interval for days takes no more memory for it', () => {
  const late = new LateIntervals();
  for (let i = 0; i < 5000; i++) late.add(interval(i * 2, i * 2 + 1, 11 * MS));
  expect(late.count).toBe(5000);
  expect(late.summary()).toHaveLength(1000);
});

test('a tester that was held up is late, even where no packet was sent late', () => {
  const second = { fromNs: 1000 * MS, toNs: 2000 * MS, latenessP99Ns: 4 * MS };
  const held = (...delaysUs: number[]): number => heldUpMs([Float64Array.from(delaysUs)]);
  expect(held(9000, 50, 10_000, 7)).toBe(0);
  expect(held(100, 90, 15_000, 2)).toBe(10);
  expect(isLate({ ...second, heldUpMs: held(15_000, 2) })).toBe(false);
  expect(isLate({ ...second, heldUpMs: held(15_000, 3) })).toBe(true);
  expect(isLate({ ...second, heldUpMs: held(900_000, 1) })).toBe(true);
});

test('health says what a user should know', () => {
  const health = new TesterHealth('tcp', true);
  health.addInterval(interval(0, 1000, 11 * MS), 2);
  health.addInterval(interval(1000, 2000, 1 * MS), 1);
  const lateness = new DurationHistogram();
  lateness.add(Float64Array.from([100, 1]));
  const loopDelays = new DurationHistogram();
  loopDelays.add(Float64Array.from([200, 9, 3000, 1]));
  expect(health.summary(lateness, loopDelays)).toMatchObject({
    LatenessP50: 100_000,
    LatenessMax: 100_000,
    Late: 3,
    LateIntervalCount: 1,
    LateIntervals: [{ From: 0, To: 1000, P99: 11 * MS }],
    EventLoopDelayP50: 200_000,
    EventLoopDelayP99: 3 * MS,
    EventLoopDelayMax: 3 * MS,
  });
  expect(health.summary(lateness, loopDelays)).not.toHaveProperty('PortsLeft');
  expect(health.notices()).toEqual([
    'the tester itself was late in 1 of 2 intervals (over 10 ms for 1 % of the packets or of the time): losses in them may be its own',
  ]);
});

test('figures of the system read as they stand there', () => {
  const text = 'sockets: used 9\nTCP: inuse 5 orphan 0 tw 31 alloc 7 mem 1\nUDP: inuse 2 mem 3\n';
  expect(socketCount(text, 'TCP', 'tw')).toBe(31);
  expect(socketCount(text, 'UDP', 'inuse')).toBe(2);
  expect(socketCount(text, 'UDP6', 'inuse')).toBe(0);
});

test.skipIf(process.platform !== 'linux')('on Linux the system says what is left', () => {
  expect(descriptorLimit()).toBeGreaterThan(descriptorsInUse() ?? Infinity);
  expect(descriptorsInUse()).toBeGreaterThan(2);
  expect(portRange()).toBeGreaterThan(0);
  expect(portsTaken('tcp', 7)).toBeGreaterThanOrEqual(7);
  expect(portsTaken('udp', 7)).toBeGreaterThanOrEqual(0);
});

test.skipIf(process.platform !== 'linux')('ports that run out are told', () => {
  const health = new TesterHealth('tcp', false);
  health.look(portRange() ?? 0);
  expect(health.summary(new DurationHistogram(), new DurationHistogram())).toMatchObject({
    PortsLeft: 0,
  });
  expect(health.notices()).toEqual([expect.stringMatching(/^local ports ran low: 0 of \d+ left/)]);
});
