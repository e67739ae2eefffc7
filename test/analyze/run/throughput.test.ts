import { describe, expect, it } from 'vitest';
import { throughput, throughputReport, trafficCounts } from '../../../src/analyze/index.ts';
import { runOf } from '../../support/runs.ts';

const everySecond = (received: readonly number[]): { timeNs: number; received: number }[] =>
  received.map((count, i) => ({ timeNs: (i + 1) * 1e9, received: count }));

describe('throughput', () => {
  it('is whole KB over seconds, and has no row before the first sample', async () => {
    const run = await runOf({
      header: { packetSizeBytes: 1000 },
      samples: everySecond([10, 20, 35]),
    });
    const { length, fromNs, toNs, rateKBps } = throughput(run);
    expect(length).toBe(2);
    expect([...fromNs]).toEqual([1e9, 2e9]);
    expect([...toNs]).toEqual([2e9, 3e9]);
    expect([...rateKBps]).toEqual([9, 14]);
  });

  it('survives the overflow of the counter', async () => {
    const run = await runOf({ samples: everySecond([2 ** 32 - 10, 90]) });
    expect([...throughput(run).rateKBps]).toEqual([100]);
  });

  it('joins samples up to the wanted width, though they are never exactly on time', async () => {
    const samples = [0, 1, 2, 3, 4, 5].map((i) => ({ timeNs: i * 1.0005e9, received: i * 100 }));
    const run = await runOf({ samples });
    expect([...throughput(run, { intervalNs: 2e9 }).toNs]).toEqual([2 * 1.0005e9, 4 * 1.0005e9]);
    expect(throughput(run, { intervalNs: 250e6 }).length).toBe(5);
  });

  it('passes over a sample at the same instant', async () => {
    const run = await runOf({
      samples: [...everySecond([1, 2]), { timeNs: 2e9, received: 2 }],
    });
    expect(throughput(run).length).toBe(1);
  });

  it('of a single sample is nothing', async () => {
    const run = await runOf({ samples: everySecond([1]) });
    expect(throughputReport(run).toText()).toBe('Time Throughput\n');
  });

  it('needs samples', async () => {
    const run = await runOf({ connections: [{}] });
    expect(() => throughput(run)).toThrow(
      '$.Samples: expected samples (record the run with -stats=all), found none',
    );
  });
});

describe('packets per interval', () => {
  it('add up to the counters of the run, to the last packet', async () => {
    const run = await runOf({
      header: { durationNs: 3e9, sent: 100, received: 99, dropped: 1 },
      samples: [
        { timeNs: 1.001e9, sent: 33, received: 33 },
        { timeNs: 2.002e9, sent: 67, received: 66 },
      ],
    });
    const counts = trafficCounts(run, { intervalNs: 500e6 });
    expect(counts?.length).toBe(5);
    const sum = (values: Float64Array = new Float64Array()): number =>
      values.reduce((total, value) => total + value, 0);
    expect(sum(counts?.sent)).toBe(Math.round(67 + (33 * 0.498) / 0.998));
    expect(counts?.sent.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
  });

  it('are none without samples', async () => {
    expect(trafficCounts(await runOf({}))).toBeUndefined();
  });
});
