import { describe, expect, it } from 'vitest';
import { balance, balanceReport, replicaTable } from '../../../src/analyze/index.ts';
import { parseStats, type ConnectionRow, type Run } from '../../../src/stats/index.ts';
import { holdsFor } from '../../support/property.ts';
import { recordedBytes, type RecordedName } from '../../support/recorded.ts';
import { runOf } from '../../support/runs.ts';
import { runOf as simulatedRun, simulate } from '../../support/simulate/index.ts';
import { SCENARIOS } from '../scenarios.ts';

const recorded = (name: RecordedName): Promise<Run> => parseStats(recordedBytes(name));
const S = 1e9;

describe('the balance of a recorded run', () => {
  it('of an upgrade is never found again: connections do not move back', async () => {
    const run = await recorded('upgrade');
    const { start, disturbances } = balance(run);
    expect(start.all).toMatchObject({ replicas: 4, balanced: true });
    expect(start.all.maxOverMean).toBeCloseTo(38 / 30, 10);
    expect(disturbances.map(({ balancedAfterNs }) => balancedAfterNs)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(disturbances[0]?.after.inUse).toMatchObject({ replicas: 3, balanced: true });
    expect(disturbances[2]?.after.inUse.balanced).toBe(false);
    expect(balanceReport(run).toText()).toContain('Connections do not move back by themselves');
  });

  it('of a run that is hardly disturbed is there all the time', async () => {
    const { disturbances } = balance(await recorded('packet-loss'));
    expect(disturbances.map(({ balancedAfterNs }) => balancedAfterNs)).toEqual([0, 0]);
  });

  it('of one server, or of none, is nothing to test', async () => {
    const [gone] = balance(await recorded('server-killed')).disturbances;
    expect(gone?.before.all).toMatchObject({ replicas: 1, maxOverMean: 1, balanced: true });
    expect(gone?.after.inUse).toMatchObject({ replicas: 0, maxOverMean: null, balanced: false });
    const text = balanceReport(await recorded('server-killed')).toText();
    expect(text).not.toMatch(/NaN|Infinity|do not move back/);
    expect(balanceReport(await recorded('udp')).toText()).toContain('No connection was lost.');
  });

  it('says which p-values are simulated', async () => {
    const run = await runOf({
      header: { connections: 3 },
      connections: ['a', 'b', 'b'].map((host) => ({ host })),
    });
    expect(balanceReport(run).toText()).toContain('~ p by simulation');
  });
});

describe('the time until connections are balanced', () => {
  it('lasts until new ones have evened the spread out', async () => {
    // 40 connections are on a, and 40 on b; b is lost at 5 s, and comes back one by one from 8 s on.
    const row = (i: number, more: Partial<ConnectionRow>): Partial<ConnectionRow> => ({
      client: i,
      startedNs: 1000 + i,
      connectNs: 2000 + i,
      endedNs: 30 * S,
      ...more,
    });
    const connections = Array.from({ length: 80 }, (_, i) =>
      i < 40
        ? [row(i, { host: 'a' })]
        : [
            row(i, { host: 'b', endedNs: 5 * S + i, err: 'EOF' }),
            row(i, { host: 'b', startedNs: 5 * S + 100 + i, connectNs: 8 * S + (i - 40) * 1e8 }),
          ],
    ).flat();
    const run = await runOf({
      header: { connections: 80, durationNs: 30 * S, rateKBps: 400 },
      connections,
    });
    const [only, ...others] = balance(run).disturbances;
    expect(others).toEqual([]);
    expect(only?.after.connections).toEqual([40, 40]);
    // 40 against 24: (40 - 24)^2 / 64 = 4; against 25: 3.46, below the 3.84 of p = 0.05.
    expect(only?.balancedAfterNs).toBeCloseTo((8 + 2.4 - 5) * S, -3);
  });
});

describe.each(Object.entries(SCENARIOS))('the balance of %s', (_, scenarios) => {
  it('is that of the replica table, before and after', () =>
    holdsFor(
      scenarios,
      async (scenario) => {
        const run = await simulatedRun(simulate(scenario).file);
        const { rows } = replicaTable(run);
        const { start, disturbances } = balance(run);
        expect(start.connections).toEqual(rows[0]?.connections);
        disturbances.forEach(({ before, after, balancedAfterNs }, index) => {
          expect(before.connections).toEqual(rows[index]?.connections);
          expect(after.connections).toEqual(rows[index + 1]?.connections);
          expect(after.all.maxOverMean).toBeGreaterThanOrEqual(after.inUse.maxOverMean ?? 0);
          if (balancedAfterNs !== null) expect(balancedAfterNs).toBeGreaterThanOrEqual(0);
        });
        // What is so at the end of the run is so when the last one has settled.
        const last = disturbances.at(-1);
        if (last !== undefined && Math.abs((last.after.all.test.p ?? 1) - 0.05) > 0.02) {
          expect(last.balancedAfterNs !== null).toBe(last.after.all.balanced);
        }
      },
      10,
    ));
});
