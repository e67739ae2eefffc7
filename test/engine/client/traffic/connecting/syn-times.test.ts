import { describe, expect, it } from 'vitest';
import { SynTimes } from '../../../../../src/engine/client/traffic/connecting/syn-times.ts';

const at = (linear: number): number[] =>
  Array.from({ length: 8 }, (_, n) => new SynTimes(linear).at(n) / 1000);

describe('SYNs of one attempt', () => {
  it('are sent again after waits that double (RFC 6298)', () => {
    expect(at(0)).toEqual([0, 1, 3, 7, 15, 31, 63, 127]);
  });

  it('are sent again every second at first where the system does so', () => {
    expect(at(1)).toEqual([0, 1, 2, 4, 8, 16, 32, 64]);
    expect(at(4)).toEqual([0, 1, 2, 3, 4, 5, 7, 11]);
  });

  it('are counted by the time that the attempt took', () => {
    const syns = new SynTimes(0);
    for (const elapsedS of [0, 0.5, 0.9, 1, 1.4, 2.9, 3, 6.9, 7, 20]) {
      expect(syns.retransmitsWithin(elapsedS * 1000)).toBe(Math.floor(Math.log2(elapsedS + 1)));
    }
    expect(new SynTimes(4).retransmitsWithin(2500)).toBe(2);
  });

  it.each([
    [0, 0],
    [999, 0],
    // It may have gone out only just now, or not at all.
    [1050, 0],
    [1500, 1000],
    [3099, 1000],
    [3100, 3000],
  ])('within %d ms, the last that had time to be answered was sent at %d ms', (elapsed, last) => {
    expect(new SynTimes(0).lastWithin(elapsed)).toBe(last);
  });
});
