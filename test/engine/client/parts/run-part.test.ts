import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resolveOptions } from '../../../../src/engine/client/options/resolve-options.ts';
import type { PartListener, PartReport } from '../../../../src/engine/client/parts/part.ts';
import { runPart } from '../../../../src/engine/client/parts/run-part.ts';
import { planParts } from '../../../../src/engine/client/plan/plan-parts.ts';
import type { StopReason } from '../../../../src/stats/index.ts';
import { connectionState, fakes } from '../record/fake-traffic.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function begin(
  durationMs: number,
  sampleIntervalMs: number,
  onReport: (report: PartReport) => void = () => undefined,
) {
  const reports: PartReport[] = [];
  const ends: StopReason[] = [];
  const listener: PartListener = {
    onOpen: () => undefined,
    onEnd: () => undefined,
    onReport: (report) => {
      reports.push(report);
      onReport(report);
    },
    onOver: (reason) => ends.push(reason),
    onNotice: () => undefined,
    onDeath: () => undefined,
  };
  const { started, start } = fakes();
  const startMs = Date.now();
  const [plan] = planParts(resolveOptions({ durationMs }), [], undefined);
  if (plan === undefined) throw new Error('expected a plan');
  const now = vi.fn(() => Date.now() - startMs);
  const part = runPart({ plan, sampleIntervalMs }, listener, now, start);
  const [traffic] = started;
  if (traffic === undefined) throw new Error('expected traffic');
  return { part, reports, ends, traffic, now };
}

const timesOf = (reports: readonly PartReport[]): number[][] =>
  reports.map(({ timeMs, sample, status }) => [timeMs, sample, status]);

test('samples and statuses come at their multiples, and a last word at the end', () => {
  const { reports, ends, traffic } = begin(2100, 400);
  vi.advanceTimersByTime(2100);
  traffic.stop('deadline');
  expect(timesOf(reports)).toEqual([
    [400, 1, 0],
    [800, 2, 0],
    [1000, 0, 1],
    [1200, 3, 0],
    [1600, 4, 0],
    [2000, 5, 2],
    [2100, Infinity, Infinity],
  ]);
  expect(ends).toEqual(['deadline']);
});

test('what a stall slept through is one sample, at the time that it is', () => {
  const { reports } = begin(60_000, 100);
  vi.advanceTimersByTime(100);
  vi.setSystemTime(Date.now() + 1049);
  vi.advanceTimersByTime(101);
  expect(timesOf(reports)).toEqual([
    [100, 1, 0],
    [1249, 12, 1],
  ]);
  vi.advanceTimersByTime(51);
  expect(timesOf(reports.slice(2))).toEqual([[1300, 13, 0]]);
});

test('each report has what was measured since the one before', () => {
  const { reports, part, traffic } = begin(10_000, 1000);
  traffic.send(3, 0.5, 2);
  traffic.send(1, 11);
  vi.advanceTimersByTime(1000);
  traffic.send(1, 0, 4);
  part.stop('interrupted');
  part.stop('interrupted');
  expect(reports).toMatchObject([
    {
      roundTrips: [Float64Array.from([2000, 2, 2000, 1])],
      lateness: [Float64Array.from([500, 3, 11_000, 1])],
      late: 1,
      counters: { sent: 4, received: 3 },
    },
    {
      roundTrips: [Float64Array.from([4000, 1])],
      lateness: [Float64Array.from([0, 1])],
      late: 0,
      counters: { sent: 5, received: 4 },
    },
  ]);
});

test('nothing is told after the end', () => {
  const { reports, part, ends } = begin(10_000, 1000);
  part.stop('interrupted');
  vi.advanceTimersByTime(20_000);
  part.stop('interrupted');
  expect(ends).toEqual(['interrupted']);
  expect(reports).toHaveLength(1);
});

test('what still comes in after the end of the run counts as come at its end', () => {
  const { reports, traffic } = begin(1500, 1000);
  vi.advanceTimersByTime(1900);
  traffic.stop('deadline');
  expect(timesOf(reports)).toEqual([
    [1000, 1, 1],
    [1500, Infinity, Infinity],
  ]);
});

test('a connection that is lost after the end makes the run longer', () => {
  const { reports, traffic } = begin(1500, 1000);
  vi.advanceTimersByTime(1900);
  traffic.listener.onEnd(connectionState({ endedNs: 1.9e9 }));
  vi.advanceTimersByTime(100);
  traffic.stop('deadline');
  expect(timesOf(reports)).toEqual([
    [1000, 1, 1],
    // While its reply was awaited nothing was sent.
    [1500, 1.5, 0],
    [2000, Infinity, Infinity],
  ]);
});

test('a connection that is lost before the end does not', () => {
  const { reports, traffic } = begin(1500, 1000);
  vi.advanceTimersByTime(1900);
  traffic.listener.onEnd(connectionState({ endedNs: 1.5e9 }));
  traffic.stop('deadline');
  expect(reports.at(-1)?.timeMs).toBe(1500);
});

test('each report has how long the event loop was held up, up to that moment', () => {
  const { reports } = begin(60_000, 1000);
  vi.advanceTimersByTime(500);
  vi.setSystemTime(Date.now() + 200);
  vi.advanceTimersByTime(300);
  vi.advanceTimersByTime(1000);
  const delays = reports.map(({ loopDelays }) => [...(loopDelays[0] ?? [])]);
  expect(delays[0]?.slice(-2)).toEqual([200_000, 1]);
  expect(delays[1]).toEqual([0, 79, 0, 1]);
});

test('who is told of a report may end it there and then', () => {
  const { reports, ends, part } = begin(60_000, 1000, ({ sample }) => {
    if (sample === 1) part.stop('interrupted');
  });
  vi.advanceTimersByTime(30_000);
  expect(timesOf(reports)).toEqual([
    [1000, 1, 1],
    [1000, Infinity, Infinity],
  ]);
  expect(ends).toEqual(['interrupted']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a timer that comes a hair too early costs no sample', () => {
  const { reports, now } = begin(60_000, 1000);
  vi.advanceTimersByTime(999);
  const startMs = Date.now() - 999;
  // Before the end of the interval at first, behind it when the clock is looked at again.
  let looks = 0;
  now.mockImplementation(() => Date.now() - startMs - (looks++ < 1 ? 0.001 : 0));
  vi.advanceTimersByTime(1001);
  expect(reports.map(({ sample }) => sample)).toEqual([1, 2]);
});

test('the work of ending is not the tester being held up', () => {
  const { reports, part, traffic } = begin(60_000, 1000);
  const stop = traffic.stop.bind(traffic);
  traffic.stop = (reason) => {
    vi.setSystemTime(Date.now() + 300);
    stop(reason);
  };
  vi.advanceTimersByTime(15);
  part.stop('interrupted');
  expect(reports.map(({ loopDelays }) => [...(loopDelays[0] ?? [])])).toEqual([[0, 1]]);
});
