import { describe, expect, it } from 'vitest';
import {
  clientChains,
  clientsReport,
  disturbances,
  intervalCounts,
  parseEvents,
  summaryReport,
  trafficCounts,
} from '../../src/analyze/index.ts';
import { runOf } from '../support/runs.ts';

describe('runs that no client should have written', () => {
  it('a lost connection that never ended is open', async () => {
    const run = await runOf({ connections: [{ err: 'EOF', endedNs: Infinity }] });
    expect(disturbances(run).disturbances).toEqual([]);
    expect(summaryReport(run).toText()).toContain('Disturbances           0\n');
  });

  it('a connection that was lost in the instant in which it began does not follow itself', async () => {
    const run = await runOf({
      header: { connections: 1 },
      connections: [
        { startedNs: 5, endedNs: 5, err: 'EOF' },
        { startedNs: 6, endedNs: 9e9 },
      ],
    });
    const { clients, clientOf, successor, unpaired } = clientChains(run);
    expect({ clients, unpaired }).toEqual({ clients: 1, unpaired: 0 });
    expect([[...clientOf], [...successor]]).toEqual([
      [0, 0],
      [1, -1],
    ]);
  });

  it('client numbers with gaps keep their numbers, and take no room', async () => {
    const run = await runOf({
      connections: [{ client: 2_147_483_647 }, { client: 7 }, { client: 0 }],
    });
    expect([...clientChains(run).clientOf]).toEqual([2, 1, 0]);
    expect(clientsReport(run).tables[0].rows.map(([client]) => client)).toEqual([
      0, 7, 2_147_483_647,
    ]);
    expect(() => clientsReport(run, { client: 3 })).toThrow(
      'client: expected a client from 0 to 2147483647, found 3',
    );
  });

  it('counters of the run below those of its samples add nothing', async () => {
    const run = await runOf({
      header: { durationNs: 4e9, sent: 0 },
      samples: [1, 2, 3].map((i) => ({ timeNs: i * 1e9, sent: i * 10 })),
    });
    expect([...(trafficCounts(run)?.sent ?? [])]).toEqual([10, 10, 10]);
  });

  it('events in any order are the same events', async () => {
    const run = await runOf({ connections: [{ endedNs: 5e9, err: 'EOF' }] });
    const lines = ['09:00:04.9Z","event":"a"}', '09:00:08Z","event":"b"}'].map(
      (rest) => `{"time":"2026-11-22T${rest}`,
    );
    const events = parseEvents(lines.join('\n'), run.header).reverse();
    expect(disturbances(run, { events }).disturbances[0]?.event).toBe('a');
  });

  it('a loss of no host in the midst of a long burst belongs to it', async () => {
    const run = await runOf({
      header: { connections: 30, durationNs: 30e9 },
      connections: Array.from({ length: 20 }, (_, i) => ({
        startedNs: i + 1,
        endedNs: 10e9 + i * 0.5e9,
        err: 'EOF',
        host: i === 10 ? '' : 'a',
      })),
    });
    const found = disturbances(run).disturbances;
    expect(found.map(({ lostTotal, lostUnknown }) => [lostTotal, lostUnknown])).toEqual([[19, 1]]);
  });

  it('a successor of a connection that was not lost is no reconnection', async () => {
    const run = await runOf({
      header: { connections: 1 },
      connections: [
        { client: 0, startedNs: 1, endedNs: 2e9 },
        { client: 0, startedNs: 3e9, connectNs: 3e9 + 1 },
      ],
    });
    expect(intervalCounts(run).reconnected.every((count) => count === 0)).toBe(true);
  });
});
