import { expect, test } from 'vitest';
import {
  descriptorLimit,
  descriptorsInUse,
} from '../../../../src/engine/client/record/descriptors.ts';
import { DurationHistogram } from '../../../../src/engine/client/record/duration-histogram.ts';
import { LateIntervals } from '../../../../src/engine/client/record/late-intervals.ts';
import { portRange, portsTaken, socketCount } from '../../../../src/engine/client/record/ports.ts';
import { TesterHealth } from '../../../../src/engine/client/record/tester-health.ts';

const MS = 1e6;

test('late intervals that follow one another are one span', () => {
  const late = new LateIntervals();
  late.add(0, 1000, 10 * MS);
  late.add(1000, 2000, 11 * MS);
  late.add(2000, 3000, 15 * MS);
  late.add(3000, 4000, 12 * MS);
  late.add(4000, 5000, 1 * MS);
  late.add(5000, 6000, 20 * MS);
  expect(late.count).toBe(4);
  expect(late.summary()).toEqual([
    { From: 1000, To: 4000, P99: 15 * MS },
    { From: 5000, To: 6000, P99: 20 * MS },
  ]);
});

test('a tester that is late every other interval for days takes no more memory for it', () => {
  const late = new LateIntervals();
  for (let i = 0; i < 5000; i++) late.add(i * 2, i * 2 + 1, 11 * MS);
  expect(late.count).toBe(5000);
  expect(late.summary()).toHaveLength(1000);
});

test('health has the worst event loop of all threads, and says what a user should know', () => {
  const health = new TesterHealth('tcp', true);
  health.setLoopDelay(0, { p50Ns: 1, p99Ns: 2, maxNs: 9 });
  health.setLoopDelay(1, { p50Ns: 3, p99Ns: 4, maxNs: 5 });
  health.addInterval(0, 1000, 11 * MS, 2);
  health.addInterval(1000, 2000, 1 * MS, 1);
  const lateness = new DurationHistogram();
  lateness.add(Float64Array.from([100, 1]));
  expect(health.summary(lateness)).toMatchObject({
    LatenessP50: 100_000,
    LatenessMax: 100_000,
    Late: 3,
    LateIntervalCount: 1,
    LateIntervals: [{ From: 0, To: 1000, P99: 11 * MS }],
    EventLoopDelayP50: 3,
    EventLoopDelayP99: 4,
    EventLoopDelayMax: 9,
  });
  expect(health.summary(lateness)).not.toHaveProperty('PortsLeft');
  expect(health.notices()).toEqual([
    'the tester itself was late in 1 of 2 intervals (1 % of the packets left over 10 ms after their time): losses in them may be its own',
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
  expect(health.summary(new DurationHistogram())).toMatchObject({ PortsLeft: 0 });
  expect(health.notices()).toEqual([expect.stringMatching(/^local ports ran low: 0 of \d+ left/)]);
});
