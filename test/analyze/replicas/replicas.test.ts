import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseEvents, replicasReport, replicaTable } from '../../../src/analyze/index.ts';
import { readStats } from '../../../src/stats/index.ts';
import { recordedPath, recordedText } from '../../support/recorded.ts';
import { runOf } from '../../support/runs.ts';

const DOCUMENTED = `\
  R1  R2  R3  R4 Lost
  30  30  30  30    0
   0  40  40  40   30
  13   0  54  53   40
  31  18   0  71   54
  54  42  24   0   71
                  195 Total

`;

const RECORDED_UPGRADE = `\
  R1  R2  R3  R4 Lost
  38  27  24  31    0
   0  35  36  49   38
  11   0  51  58   35
  20  26   0  74   51
  41  49  30   0   74
                  198 Total

R1: ctraffic-deployment-6d5f7-c2152 -> ctraffic-deployment-7c9b8-f00b2
R2: ctraffic-deployment-6d5f7-8fbf6 -> ctraffic-deployment-7c9b8-1f348
R3: ctraffic-deployment-6d5f7-369af -> ctraffic-deployment-7c9b8-9e88e
R4: ctraffic-deployment-6d5f7-8c1cf
Step 1: 3.060 s, R1 lost 38
Step 2: 5.405 s, R2 lost 35
Step 3: 7.727 s, R3 lost 51
Step 4: 10.051 s, R4 lost 74
Connections lost before their replica was known: 0
Times of losses are known to ±240 ms (the resolution).
`;

describe('the replica table', () => {
  it('of the upgrade of the documents is the documented one', async () => {
    const path = new URL('../../../fixtures/upgrade.json', import.meta.url).pathname;
    const run = await readStats(path);
    expect(replicasReport(run).toText().startsWith(DOCUMENTED)).toBe(true);
    const events = parseEvents(readFileSync(path.replace('.json', '.events'), 'utf8'), run.header);
    expect(replicasReport(run, { events }).toText().startsWith(DOCUMENTED)).toBe(true);
  });

  it('of the recorded upgrade comes out without the events', async () => {
    const run = await readStats(recordedPath('upgrade.json'));
    expect(replicasReport(run).toText()).toBe(RECORDED_UPGRADE);
  });

  it('of the recorded upgrade is the same with the events, which name the steps', async () => {
    const run = await readStats(recordedPath('upgrade.json'));
    const events = parseEvents(recordedText('upgrade.events'), run.header);
    const table = replicaTable(run, { events });
    const without = replicaTable(run);
    expect(table.rows.map(({ connections, lost }) => [...connections, lost])).toEqual(
      without.rows.map(({ connections, lost }) => [...connections, lost]),
    );
    expect(table.rows.map(({ event }) => event)).toEqual([
      undefined,
      'remove R1',
      'remove R2',
      'remove R3',
      'remove R4',
    ]);
  });

  it.each([
    [
      'ecmp-forwarded',
      ['node1', 'node3', 'node2', 'node4'],
      [
        [106, 112, 87, 95, 0],
        [0, 144, 94, 162, 198],
        [27, 131, 75, 167, 90],
      ],
    ],
    [
      'ecmp-local',
      ['node1', 'node4', 'node2', 'node3'],
      [
        [84, 113, 101, 102, 0],
        [0, 126, 135, 139, 312],
        [73, 110, 110, 107, 266],
      ],
    ],
    [
      'server-killed',
      ['vm'],
      [
        [40, 0],
        [0, 40],
      ],
    ],
    ['udp', ['vm'], [[20, 0]]],
  ])('of the recorded run %s', async (name, hosts, rows) => {
    const table = replicaTable(await readStats(recordedPath(`${name}.json`)));
    expect(table.replicas.map((replica) => replica.hosts)).toEqual(hosts.map((host) => [host]));
    expect(table.rows.map(({ connections, lost }) => [...connections, lost])).toEqual(rows);
  });

  it('counts connections of unknown replicas apart', async () => {
    const run = await runOf({
      header: { connections: 2 },
      connections: [
        { startedNs: 1, endedNs: 3e9, err: 'EOF' },
        { startedNs: 2 },
        { startedNs: 3e9 + 1, connectNs: 3e9 + 2, endedNs: 3e9 + 9, err: 'EOF', host: '' },
        { startedNs: 3e9 + 10, connectNs: 3e9 + 11, host: 'b' },
      ],
    });
    const table = replicaTable(run);
    expect(table).toMatchObject({ total: 1, lostUnknown: 1 });
    expect(table.rows.map(({ connections }) => connections)).toEqual(
      [[2], [1]].map(([a]) => [a, a === 2 ? 0 : 1]),
    );
    expect(replicasReport(run).toText()).toContain(
      'Connections lost before their replica was known: 1\n',
    );
  });

  it('counts no connection before it exists, however long its client had to wait', async () => {
    const run = await runOf({
      header: { connections: 4, durationNs: 60e9 },
      connections: [
        { startedNs: 1, endedNs: 5e9, err: 'EOF' },
        { startedNs: 2, endedNs: 5e9 + 1, err: 'EOF' },
        { startedNs: 3, host: 'b', endedNs: 15e9, err: 'EOF' },
        { startedNs: 4, host: 'b', endedNs: 60e9 },
        { startedNs: 5e9 + 2, connectNs: 30e9, endedNs: 60e9, host: 'b' },
        { startedNs: 5e9 + 3, connectNs: 30e9, endedNs: 60e9, host: 'b' },
        { startedNs: 15e9 + 1, connectNs: 15e9 + 2, endedNs: 60e9, host: 'b' },
      ],
    });
    expect(replicaTable(run).rows.map(({ connections }) => connections)).toEqual([
      [2, 2],
      [0, 2],
      [0, 4],
    ]);
  });

  it('widens its columns for large runs', async () => {
    const connections = Array.from({ length: 10_000 }, (_, i) => ({
      startedNs: i + 1,
      connectNs: i + 2,
      endedNs: 5e9 + i,
      err: 'EOF',
    }));
    const run = await runOf({ header: { connections: 10_000 }, connections });
    expect(replicasReport(run).toText().split('\n').slice(0, 4)).toEqual([
      '    R1  Lost',
      ' 10000     0',
      '     0 10000',
      '       10000 Total',
    ]);
  });

  it('says so where the run was recorded without connections', async () => {
    const run = await readStats(recordedPath('summary.json'));
    expect(() => replicaTable(run)).toThrow(
      '$.ConnStats: expected connections (record the run with -stats=all), found none',
    );
  });
});
