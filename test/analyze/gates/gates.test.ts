import { describe, expect, it } from 'vitest';
import { lossFeltAndOver, nothingLost, studyOf } from '../../../src/analyze/index.ts';
import { readStats, type Run, type RunEvent } from '../../../src/stats/index.ts';
import { recordedPath } from '../../support/recorded.ts';

const recorded = (name: string): Promise<Run> => readStats(recordedPath(`${name}.json`));

describe('nothing lost', () => {
  it('holds of an undisturbed run alone', async () => {
    expect(nothingLost(studyOf(await recorded('udp')))).toBeUndefined();
    expect(nothingLost(studyOf(await recorded('upgrade')))).toBe(
      'expected nothing lost, dropped and failed, found 198, 0 and 51',
    );
  });
});

describe('loss felt and over', () => {
  const until = (seconds: number): readonly RunEvent[] => [
    { timeNs: seconds * 1e9, text: 'stop dropping' },
  ];

  it.each([
    ['packet-loss', 20, undefined],
    ['server-killed', 6, 'expected 10 KB/s after the loss, found 0'],
    ['udp', 1, 'expected packets to be missed, found none missing'],
  ])('of %s', async (name, endS, fault) => {
    const study = studyOf(await recorded(name), { events: until(endS) });
    expect(lossFeltAndOver(study)).toBe(fault);
  });
});
