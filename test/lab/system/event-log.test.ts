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
});
