import { describe, expect, it } from 'vitest';
import { causeOfError } from '../../../src/analyze/index.ts';
import { parseStats } from '../../../src/stats/index.ts';
import { RECORDED, recordedBytes } from '../../support/recorded.ts';
import { runOf } from '../../support/runs.ts';

describe('the column timedOut', () => {
  it.each(RECORDED)('of %s agrees with the errors', async (name) => {
    const { connections } = await parseStats(recordedBytes(name));
    for (let i = 0; i < connections.length; i++) {
      const isTimeout = causeOfError(connections.err.at(i)) === 'timeout';
      expect(connections.timedOut[i]).toBe(isTimeout ? 1 : 0);
    }
  });

  it.each([
    ['timeout', 'timeout', 1],
    ['read tcp 10.0.0.1:1->10.0.0.2:2: i/o timeout', '', 1],
    ['context deadline exceeded', '', 1],
    ['connect: connection timed out', '', 1],
    ['i/o timeout', 'reset', 0],
    ['no reply', 'timeout', 1],
    ['EOF', '', 0],
    ['timeou', '', 0],
    ['', '', 0],
  ])('of the error "%s" and the cause "%s" is %d', async (err, cause, timedOut) => {
    const { connections } = await runOf({ connections: [{ err, cause }] });
    expect([...connections.timedOut]).toEqual([timedOut]);
  });
});

describe('texts that come again and again', () => {
  it('are the same ones, and others of the same end and length are not', async () => {
    const hosts = ['a-1234', 'b-1234', 'a-1234', 'x'.repeat(80), 'b-1234', 'x'.repeat(80), '1234'];
    const { connections } = await runOf({ connections: hosts.map((host) => ({ host })) });
    expect(hosts.map((_, i) => connections.host.at(i))).toEqual(hosts);
    expect(connections.host.distinct).toBe(5);
  });

  it('keep their escapes', async () => {
    const hosts = ['a\nb', 'a\\nb', 'a\nb', '<&>', '<&>'];
    const { connections } = await runOf({ connections: hosts.map((host) => ({ host })) });
    expect(hosts.map((_, i) => connections.host.at(i))).toEqual(hosts);
  });
});
