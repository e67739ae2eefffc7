import { describe, expect, it } from 'vitest';
import { disturbances, ecmp } from '../../../src/analyze/index.ts';
import { NO_LAB, runLab } from '../../support/lab.ts';

const TIMES = ['--timeout', '13s', '--from', '3s', '--for', '5s'];

describe.skipIf(NO_LAB !== '')(`a next hop of four that goes and comes back${NO_LAB}`, () => {
  it('costs 400 connections behind the router half, then a quarter of them (RFC 2992)', async () => {
    const { run, events } = await runLab('ecmp', '--nconn', '400', '--rate', '400', ...TIMES);
    expect(events.map(({ text }) => text)).toEqual(['remove node1', 'add node1']);
    const [removed, added] = disturbances(run, { events }).disturbances;
    expect(Math.abs((removed?.lostTotal ?? 0) - 200)).toBeLessThanOrEqual(40);
    expect(Math.abs((added?.lostTotal ?? 0) - 100)).toBeLessThanOrEqual(35);
    expect(ecmp(run).policy).toBe('hash-threshold');
  });

  it('costs a resilient group only those of the hop that goes', async () => {
    const argv = ['--kind', 'resilient', '--nconn', '400', '--rate', '400', '--mode', 'ipv6'];
    const { run, events } = await runLab('ecmp', ...argv, ...TIMES);
    const [removed] = disturbances(run, { events }).disturbances;
    expect(Math.abs((removed?.lostTotal ?? 0) - 100)).toBeLessThanOrEqual(35);
    expect(Object.keys(removed?.lost ?? {})).toHaveLength(1);
    // Re-adding moves nothing while traffic flows, so that a stateful balancer would cost the same.
    expect(['undecided', 'consistent', 'stateful']).toContain(ecmp(run, { events }).policy);
  });

  it('costs a resilient group that does not wait for idle buckets a quarter, and then what those hold that move', async () => {
    const argv = ['--kind', 'resilient', '--idle-timer', '0', '--nconn', '400', '--rate', '400'];
    const { run, events } = await runLab('ecmp', ...argv, ...TIMES);
    const [removed, added] = disturbances(run, { events }).disturbances;
    expect(Math.abs((removed?.lostTotal ?? 0) - 100)).toBeLessThanOrEqual(35);
    // Of the 48 buckets that were with the others from the start 16 move: 375 connections are in these 48.
    expect(Math.abs((added?.lostTotal ?? 0) - 125)).toBeLessThanOrEqual(35);
    expect(['consistent', 'maglev-like']).toContain(ecmp(run).policy);
  });
});
