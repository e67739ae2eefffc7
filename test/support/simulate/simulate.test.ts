import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { upgrade } from '../../../fixtures/upgrade.ts';
import {
  expectedTable,
  rollingUpgrade,
  runOf,
  serialise,
  serialiseEvents,
  simulate,
} from './index.ts';

const SCENARIO = {
  seed: 1,
  clients: 120,
  rateKBps: 500,
  packetSizeBytes: 1024,
  durationNs: 15e9,
  replicas: 4,
  happenings: rollingUpgrade({ replicas: 4, firstNs: 3e9, everyNs: 2.3e9, downNs: 1.3e9 }),
  balancerLagNs: 100e6,
};

describe('simulate', () => {
  it('makes the same run of the same scenario', () => {
    expect(serialise(simulate(SCENARIO).file)).toBe(serialise(simulate(SCENARIO).file));
  });

  it('makes another run of another seed', () => {
    const other = simulate({ ...SCENARIO, seed: 2 });
    expect(serialise(other.file)).not.toBe(serialise(simulate(SCENARIO).file));
  });

  it('has totals that are the sums of the connections', () => {
    const { file } = simulate(SCENARIO);
    const sum = (key: 'Sent' | 'Received'): number =>
      file.ConnStats.reduce((total, each) => total + each[key], 0);
    expect(file.Sent).toBe(sum('Sent'));
    expect(file.Received).toBe(sum('Received'));
    expect(file.FailedConnections).toBe(file.ConnStats.filter(({ Err }) => Err !== '').length);
    expect(file.ConnStats).toHaveLength(120 + file.FailedConnections);
  });

  it('has the original’s keys in their order, and ours after them', () => {
    const keys = Object.keys(simulate(SCENARIO).file.ConnStats[0] ?? {});
    const recorded = readFileSync('fixtures/recorded/upgrade.json', 'utf8');
    expect(keys).toEqual(
      [...(/"ConnStats":\[\{(.*?)\}/.exec(recorded)?.[1] ?? '').matchAll(/"(\w+)":/g)].map(
        ([, key]) => key,
      ),
    );
    const more = simulate({ ...SCENARIO, optionalFields: true });
    expect(Object.keys(more.file.ConnStats[0] ?? {})).toEqual([
      ...keys,
      ...['Client', 'FirstReceived', 'LastReceived', 'Cause', 'Attempts'],
    ]);
  });

  it('escapes as Go does', () => {
    const { file } = simulate(SCENARIO);
    expect(serialise(file)).toContain(String.raw`-\u003e10.0.0.100:5003: read: connection reset`);
  });

  it('can be read', async () => {
    const { file } = simulate(SCENARIO);
    const run = await runOf(file);
    expect(run.connections).toHaveLength(file.ConnStats.length);
    expect(run.samples).toHaveLength(14);
    expect(run.header.failedConnects).toBe(file.FailedConnects);
  });

  it('knows every lost connection’s step', () => {
    const { truth, file } = simulate(SCENARIO);
    const lost = expectedTable(truth).rows.reduce((total, row) => total + row.lost, 0);
    expect(lost).toBe(file.FailedConnections);
    expect(truth.steps).toHaveLength(4);
  });

  it('keeps every client somewhere', () => {
    for (const { connections } of expectedTable(simulate(SCENARIO).truth).rows) {
      expect(connections.reduce((total, each) => total + each, 0)).toBe(120);
    }
  });

  it('gives a new name the column of the replica that it replaces', () => {
    const { truth } = simulate(SCENARIO);
    expect(truth.columns).toEqual(truth.replacements);
  });
});

describe('the upgrade of the design document', () => {
  const run = upgrade();

  it('is the committed one', () => {
    expect(serialise(run.file)).toBe(readFileSync('fixtures/upgrade.json', 'utf8'));
    expect(serialiseEvents(run)).toBe(readFileSync('fixtures/upgrade.events', 'utf8'));
  });

  it('has its table', () => {
    expect(expectedTable(run.truth).rows).toEqual([
      { connections: [30, 30, 30, 30], lost: 0 },
      { connections: [0, 40, 40, 40], lost: 30 },
      { connections: [13, 0, 54, 53], lost: 40 },
      { connections: [31, 18, 0, 71], lost: 54 },
      { connections: [54, 42, 24, 0], lost: 71 },
    ]);
  });
});
