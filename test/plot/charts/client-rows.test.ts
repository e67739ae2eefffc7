import { describe, expect, it } from 'vitest';
import { clientChains, type Replica } from '../../../src/analyze/index.ts';
import {
  clientRows,
  type ClientRows,
  type RowsSize,
} from '../../../src/plot/charts/clients/client-rows.ts';
import {
  FIRST_REPLICA,
  hostStates,
  UNKNOWN,
} from '../../../src/plot/charts/clients/clients-model.ts';
import type { Run } from '../../../src/stats/index.ts';
import { runOf } from '../../support/runs.ts';
import { wanderers } from '../cases.ts';

const S = 1e9;
const REPLICAS = [
  { name: 'R1', hosts: ['a'] },
  { name: 'R2', hosts: ['b'] },
];

const rowsOf = (
  run: Run,
  replicas: readonly Replica[],
  size: RowsSize,
  durationNs = 10 * S,
): ClientRows =>
  clientRows(
    { run, chains: clientChains(run), stateOfHost: hostStates(run, replicas), durationNs },
    size,
  );

describe('the rows of the clients', () => {
  it('are exact, and have gaps where there was no connection', async () => {
    const run = await runOf({
      connections: [
        { client: 0, connectNs: 1 * S, endedNs: 3 * S, err: 'EOF', host: 'a' },
        { client: 0, startedNs: 3 * S, connectNs: 5 * S, endedNs: 99 * S, host: 'b' },
        { client: 1, connectNs: 0, endedNs: 10 * S, host: '' },
        { client: 2, connectNs: 2 * S, endedNs: 4 * S, host: 'stranger' },
      ],
    });
    const made = rowsOf(run, REPLICAS, { mostRows: 100, instants: 100 });
    expect(made).toEqual({
      rows: 3,
      clients: 3,
      sorted: false,
      stretches: [
        { row: 0, fromNs: 1 * S, toNs: 3 * S, state: FIRST_REPLICA },
        { row: 0, fromNs: 5 * S, toNs: 10 * S, state: FIRST_REPLICA + 1 },
        { row: 2, fromNs: 2 * S, toNs: 4 * S, state: UNKNOWN },
      ],
    });
  });

  it('of many clients are shared, and show what most of them had', async () => {
    const connections = Array.from({ length: 1000 }, (_, client) => ({
      client,
      connectNs: 1,
      endedNs: client < 500 ? 10 * S : 5 * S,
      host: client < 500 ? 'a' : 'b',
    }));
    const run = await runOf({ header: { connections: 1000 }, connections });
    const made = rowsOf(run, REPLICAS, { mostRows: 2, instants: 10 });
    expect(made.stretches).toEqual([
      { row: 0, fromNs: 0, toNs: 10 * S, state: FIRST_REPLICA },
      { row: 1, fromNs: 0, toNs: 5 * S, state: FIRST_REPLICA + 1 },
    ]);
  });

  it('tell more hosts apart than a byte can', async () => {
    const hosts = Array.from({ length: 300 }, (_, host) => `h${host}`);
    const run = await runOf({ connections: hosts.map((host, client) => ({ client, host })) });
    const replicas = hosts.map((host) => ({ name: host, hosts: [host] }));
    const { stretches } = rowsOf(run, replicas, { mostRows: 300, instants: 10 });
    expect(new Set(stretches.map(({ state }) => state)).size).toBe(300);
  });

  it('are made of very many hosts', async () => {
    const connections = Array.from({ length: 6000 }, (_, client) => ({
      client,
      host: `h${client}`,
    }));
    const run = await runOf({ connections });
    const replicas = connections.map(({ host }) => ({ name: host, hosts: [host] }));
    const { stretches } = rowsOf(run, replicas, { mostRows: 500, instants: 700 });
    expect(stretches.length).toBe(500);
  });

  it('never overlap', async () => {
    const run = await wanderers(3000, 5, (host) => 'abcde'[host] ?? '');
    const { stretches } = rowsOf(run, REPLICAS, { mostRows: 90, instants: 300 }, 30 * S);
    stretches.forEach((stretch, i) => {
      const before = stretches[i - 1];
      if (before?.row === stretch.row) expect(stretch.fromNs).toBeGreaterThanOrEqual(before.toNs);
    });
  });
});
