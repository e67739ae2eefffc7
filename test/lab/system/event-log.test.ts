import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEventLog } from '../../../src/lab/system/event-log.ts';
import { parseEvents } from '../../../src/stats/index.ts';
import { testFolder } from '../../support/test-folder.ts';

describe('events', () => {
  it('are what the analyzer reads, and there as soon as they are noted', () => {
    const path = join(testFolder(), 'events.ndjson');
    const heard: string[] = [];
    const log = openEventLog(path, ({ text }) => heard.push(text));
    log.note({ verb: 'remove', subject: 'node1', text: 'remove node1' });
    log.note({ verb: 'link-down', subject: 'node1', text: 'link of "node1" down' });
    const started = new Date(Date.now() - 60_000).toISOString();
    const events = parseEvents(readFileSync(path, 'utf8'), { started });
    log.close();
    expect(events).toMatchObject([
      { verb: 'remove', subject: 'node1', text: 'remove node1', source: 'lab' },
      { verb: 'link-down', subject: 'node1', text: 'link of "node1" down', source: 'lab' },
    ]);
    expect(heard).toEqual(['remove node1', 'link of "node1" down']);
    for (const { timeNs } of events) expect(Math.abs(timeNs / 1e9 - 60)).toBeLessThan(30);
  });

  it('can be of a time before they are noted', () => {
    const path = join(testFolder(), 'events.ndjson');
    const log = openEventLog(path, () => undefined);
    const time = '2024-03-17T09:00:01.250Z';
    log.note({ verb: 'block', subject: 'service', text: 'drop packets (took 9 ms)' }, time);
    log.close();
    const events = parseEvents(readFileSync(path, 'utf8'), { started: '2024-03-17T09:00:00Z' });
    expect(events).toMatchObject([{ timeNs: 1.25e9, verb: 'block', subject: 'service' }]);
  });
});
