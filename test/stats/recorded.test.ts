import { describe, expect, it } from 'vitest';
import {
  connectionRows,
  parseStats,
  readStats,
  sampleRows,
  writeStats,
} from '../../src/stats/index.ts';
import { RECORDED, recordedBytes, recordedPath, recordedText } from '../support/recorded.ts';

describe.each(RECORDED)('the recorded run %s', (name) => {
  it('is written as the original wrote it, byte for byte', async () => {
    const run = await readStats(recordedPath(`${name}.json`));
    const text = [
      ...writeStats({
        header: run.header,
        connections: connectionRows(run.connections),
        samples: sampleRows(run.samples),
      }),
    ].join('');
    expect(text).toBe(recordedText(`${name}.json`).trimEnd());
  });

  it('holds what JSON.parse finds in it', async () => {
    const run = await readStats(recordedPath(`${name}.json`));
    const plain = JSON.parse(recordedText(`${name}.json`)) as {
      Duration: number;
      ConnStats?: { Ended: number; Err: string; Host?: string }[];
      Samples?: { Time: number }[];
    };
    expect(run.header.durationNs).toBe(plain.Duration);
    const rows = [...connectionRows(run.connections)];
    expect(rows.map(({ host, err, endedNs }) => ({ host, err, endedNs }))).toEqual(
      (plain.ConnStats ?? []).map(({ Host = '', Err, Ended }) => ({
        host: Host,
        err: Err,
        endedNs: Ended < 0 ? Infinity : Ended,
      })),
    );
    expect([...run.samples.timeNs]).toEqual((plain.Samples ?? []).map(({ Time }) => Time));
  });

  it('is the same in pieces of any size', async () => {
    const bytes = recordedBytes(name);
    const whole = await parseStats(bytes);
    for (const size of [1, 7, 64, 4093]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      );
      const run = await parseStats(pieces);
      expect(run.header).toEqual(whole.header);
      expect([...connectionRows(run.connections)]).toEqual([...connectionRows(whole.connections)]);
      expect(run.samples).toEqual(whole.samples);
    }
  });
});

it('keeps one text for errors that differ in their addresses alone', async () => {
  const { connections } = await readStats(recordedPath('ecmp-forwarded.json'));
  expect(connections.err.distinct).toBe(2);
  expect(connections.err.value(1)).toBe(
    'read tcp {local}->{remote}: read: connection reset by peer',
  );
});
