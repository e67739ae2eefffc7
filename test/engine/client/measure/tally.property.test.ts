import * as fc from 'fast-check';
import { build } from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { DurationHistogram } from '../../../../src/engine/client/measure/duration-histogram.ts';
import { sumOf, Tally, type Counted } from '../../../../src/engine/client/measure/tally.ts';
import { holdsFor } from '../../../support/property.ts';

const durations = fc.array(
  fc.oneof(
    fc.double({ min: 0, max: 5, noNaN: true }),
    fc.double({ min: 0, max: 3_000_000, noNaN: true }),
  ),
  { maxLength: 300 },
);

function counted(durationsMs: readonly number[]): Counted {
  const tally = new Tally();
  for (const ms of durationsMs) tally.record(ms);
  return tally.drain();
}

function histogramOf(parts: readonly Counted[]): DurationHistogram {
  const histogram = new DurationHistogram();
  for (const part of parts) histogram.add(part);
  return histogram;
}

test('a tally keeps every value to 0.1 %, and the greatest exactly', () =>
  holdsFor(durations, (list) => {
    const microseconds = list
      .map((ms) => Math.min(Math.round(ms * 1000), 2 ** 31 - 1))
      .sort((a, b) => a - b);
    const kept = counted(list);
    const values: number[] = [];
    for (let at = 0; at < kept.length; at += 2) {
      for (let n = 0; n < (kept[at + 1] ?? 0); n++) values.push(kept[at] ?? NaN);
    }
    expect(values).toHaveLength(list.length);
    for (const [index, us] of microseconds.entries()) {
      const found = values[index] ?? NaN;
      expect(found).toBeLessThanOrEqual(us);
      expect(us - found).toBeLessThanOrEqual(us / 1024);
    }
    expect(values.at(-1)).toBe(microseconds.at(-1));
    return Promise.resolve();
  }));

test('the buckets are those of an HDR histogram', () =>
  holdsFor(durations, (list) => {
    const direct = build({ numberOfSignificantValueDigits: 3 });
    for (const ms of list) direct.recordValue(Math.min(Math.round(ms * 1000), 2 ** 31 - 1));
    const ours = histogramOf([counted(list)]);
    expect(ours.count).toBe(direct.totalCount);
    for (const percentile of [1, 50, 90, 99, 99.9, 100]) {
      const expected = Math.min(direct.getValueAtPercentile(percentile), direct.maxValue);
      expect(ours.percentileNs(percentile)).toBe(list.length === 0 ? 0 : expected * 1000);
    }
    return Promise.resolve();
  }));

test('the parts, however put together, give the whole', () =>
  holdsFor(fc.array(durations, { minLength: 1, maxLength: 5 }), (parts) => {
    const whole = histogramOf([counted(parts.flat())]).summary();
    const kept = parts.map(counted);
    for (const put of [histogramOf(kept), histogramOf([sumOf(kept)])]) {
      const { Mean: mean, Histogram: histogram, ...figures } = put.summary();
      const { Mean: wholeMean, Histogram: wholeHistogram, ...wholeFigures } = whole;
      expect(figures).toEqual(wholeFigures);
      expect(Math.abs(Number(mean) - Number(wholeMean))).toBeLessThanOrEqual(
        Number(wholeMean) / 1000 + 1000,
      );
      expect(histogram).toBe(wholeHistogram);
    }
    return Promise.resolve();
  }));

test('a tally that was drained begins anew', () => {
  const tally = new Tally();
  tally.record(7);
  expect([...tally.drain()]).toEqual([7000, 1]);
  expect([...tally.drain()]).toEqual([]);
  tally.record(-1);
  tally.record(0.0004);
  expect([...tally.drain()]).toEqual([0, 1, 0, 1]);
});
