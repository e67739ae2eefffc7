import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { DurationHistogram } from '../../../../src/engine/client/measure/duration-histogram.ts';

test('figures are in ns, and the histogram can be read by any HDR library', () => {
  const histogram = new DurationHistogram();
  histogram.add(Float64Array.from([100, 98, 1000, 1, 90e6, 1]));
  const { Histogram: encoded, ...figures } = histogram.summary();
  expect(figures).toEqual({
    Unit: 'ns',
    Count: 100,
    Min: 100_000,
    Mean: 900_108_000,
    P50: 100_000,
    P90: 100_000,
    P99: 1_000_000,
    P999: 90e9,
    Max: 90e9,
    HistogramUnit: 'us',
  });
  const decoded = decodeFromCompressedBase64(encoded as string);
  expect(decoded.totalCount).toBe(100);
  expect(decoded.getValueAtPercentile(99)).toBe(1000);
});

test('of nothing all figures are 0', () => {
  const histogram = new DurationHistogram();
  histogram.add(Float64Array.from([5, 1]));
  histogram.hold([]);
  expect(histogram.percentileNs(99)).toBe(0);
  expect(histogram.maxNs).toBe(0);
  expect(histogram.summary()).toMatchObject({ Count: 0, Min: 0, Mean: 0, P999: 0, Max: 0 });
});
