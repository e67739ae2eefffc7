import { describe, expect, it } from 'vitest';
import { connectionRows, type ConnectionRow } from '../../../src/stats/index.ts';
import { NO_LAB, runLab, type LabResult } from '../../support/lab.ts';

const CLIENTS = 40;
const TIMES = ['--detect', '2s', '--from', '3s', '--for', '6s', '--timeout', '14s'];
const LOAD = ['--nconn', String(CLIENTS), '--rate', '160'];
const LINK = ['link-down', 'link-up', 'link of node1 down', 'link of node1 up'] as const;
const IPV6 = ['--main', 'ipv6'] as const;

function lostBetween({ run, events }: LabResult, from: string, to: string): ConnectionRow[] {
  const at = (name: string): number => events.find(({ text }) => text === name)?.timeNs ?? NaN;
  return [...connectionRows(run.connections)].filter(
    ({ err, endedNs }) => err !== '' && endedNs >= at(from) && endedNs < at(to),
  );
}

describe.skipIf(NO_LAB !== '')(`a failure that the router notices late${NO_LAB}`, () => {
  it.each([
    ['process', 'kill', 'start', 'kill node1', 'start node1', []],
    ['node', ...LINK, []],
    ['route', 'route-down', 'route-up', 'route of node1 down', 'route of node1 up', IPV6],
    ['node', ...LINK, ['--udp', '--mode', 'ipv4']],
  ] as const)('%s: %s', async (kill, fails, returns, begin, end, more) => {
    const result = await runLab('failover', '--kill', kill, ...TIMES, ...LOAD, ...more);
    const { run, events } = result;
    expect(events.map(({ text }) => text)).toEqual([begin, 'remove node1', end, 'add node1']);
    expect(events.map(({ verb }) => verb)).toEqual([fails, 'remove', returns, 'add']);
    for (const event of events) expect(event).toMatchObject({ subject: 'node1', source: 'lab' });
    const hosts = lostBetween(result, begin, 'remove node1').map(({ host }) => host);
    expect(hosts.length).toBeGreaterThan(0);
    // Whoever was lost before the router knew had been on the node that failed, or got no further.
    expect(new Set(hosts.filter((host) => host !== '')).size).toBe(1);
    const open = run.connections.lost.filter((lost) => lost === 0).length;
    expect(open).toBe(CLIENTS);
  });
});
