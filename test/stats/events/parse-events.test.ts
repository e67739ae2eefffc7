import { describe, expect, it } from 'vitest';
import { parseEvents } from '../../../src/analyze/index.ts';
import { parseTimestamp } from '../../../src/stats/events/timestamp.ts';
import { recordedText } from '../../support/recorded.ts';

const header = { started: '2026-11-22T09:00:00.5Z' };

describe('events', () => {
  it('are placed by their wall-clock time, to the nanosecond, in order of time', () => {
    const text = [
      '{"time":"2026-11-22T09:00:02.000000001Z","event":"ready","other":[1]}',
      '',
      '{"time":"2026-11-22T10:00:01+01:00","event":"remove"}\r',
    ].join('\n');
    expect(parseEvents(text, header)).toEqual([
      { timeNs: 500_000_000, text: 'remove' },
      { timeNs: 1_500_000_001, text: 'ready' },
    ]);
  });

  it('of the recorded upgrade are eight', () => {
    const events = parseEvents(recordedText('upgrade.events'), {
      started: '2026-11-22T09:05:53.4458486Z',
    });
    expect(events.map(({ text }) => text)).toEqual(
      ['1', '2', '3', '4'].flatMap((n) => [`remove R${n}`, `ready R${n}`]),
    );
    expect(events[0]?.timeNs).toBe(2_999_791_546);
  });

  it.each([
    ['remove R1', `line 1: expected a JSON object {"time", "event"}, found 'remove R1'`],
    ['7', 'line 1: expected "time" as RFC 3339 with a zone, found none'],
    ['\n{"event":"x"}', 'line 2: expected "time" as RFC 3339 with a zone, found none'],
    [
      '{"time":"noon","event":"x"}',
      'line 1: expected "time" as RFC 3339 with a zone, found "noon"',
    ],
    ['{"time":"2026-11-22T09:00:00Z"}', 'line 1: expected "event" as text, found none'],
    ['{"time":"2026-11-22T09:00:00Z","event":7}', 'line 1: expected "event" as text, found 7'],
  ])('%j is refused', (text, message) => {
    expect(() => parseEvents(text, header, 'run.events')).toThrow(`run.events: ${message}`);
  });

  it('need a run that says when it started', () => {
    expect(() =>
      parseEvents('{"time":"2026-11-22T09:00:00Z","event":"x"}', { started: '' }),
    ).toThrow('expected a run with a Started time to place events by, found ""');
  });

  it.each(['2026-11-22', '2026-13-22T09:00:00Z', '2026-11-22T09:00:00', ''])(
    '%j is no timestamp',
    (text) => {
      expect(parseTimestamp(text)).toBeUndefined();
    },
  );
});
