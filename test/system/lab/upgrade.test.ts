import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replicaTable, upgrade, type ReplicaTable } from '../../../src/analyze/index.ts';
import { NO_LAB, runLab } from '../../support/lab.ts';
import { createRandom, type Random } from '../../support/simulate/random.ts';

const CLIENTS = 120;
const REPLICAS = 4;
const SIMULATIONS = 20_000;

/** What each step of an upgrade loses where clients spread at random: one run. */
function simulatedLosses(random: Random): number[] {
  const on = Array.from({ length: REPLICAS }, () => 0);
  const connect = (count: number, places: readonly number[]): void => {
    for (let i = 0; i < count; i++) {
      const place = random.pick(places);
      on[place] = (on[place] ?? 0) + 1;
    }
  };
  const all = [...on.keys()];
  connect(CLIENTS, all);
  return all.map((victim) => {
    const lost = on[victim] ?? 0;
    on[victim] = 0;
    connect(
      lost,
      all.filter((place) => place !== victim),
    );
    return lost;
  });
}

/** lost_i = (C/N) (N/(N-1))^(i-1): each step hits what the steps before left on one of N. */
function chiSquare(losses: readonly number[]): number {
  return losses.reduce((sum, lost, step) => {
    const expected = (CLIENTS / REPLICAS) * (REPLICAS / (REPLICAS - 1)) ** step;
    return sum + (lost - expected) ** 2 / expected;
  }, 0);
}

/** How probable it is that chance alone takes a run so far from what is expected. */
function pValue(losses: readonly number[]): number {
  const random = createRandom(1);
  const found = chiSquare(losses);
  let asFar = 0;
  for (let i = 0; i < SIMULATIONS; i++) {
    if (chiSquare(simulatedLosses(random)) >= found) asFar++;
  }
  return asFar / SIMULATIONS;
}

function counts({ replicas, rows, total }: ReplicaTable): unknown {
  return { replicas, total, rows: rows.map(({ connections, lost }) => ({ connections, lost })) };
}

describe.skipIf(NO_LAB !== '')(`a rolling upgrade behind a balancer${NO_LAB}`, () => {
  it('costs what the model says, and explains itself without its events', async () => {
    const load = ['--nconn', String(CLIENTS), '--rate', '500', '--timeout', '20s'];
    // A step must be over before the next one begins, also on a machine that is busy.
    const steps = [
      '--replicas',
      String(REPLICAS),
      '--ready-delay',
      '1500ms',
      '--min-ready',
      '1500ms',
    ];
    const { run, events, folder, end } = await runLab('upgrade', ...load, ...steps);
    const table = replicaTable(run);
    expect(counts(replicaTable(run, { events }))).toEqual(counts(table));
    expect(table.replicas.map(({ hosts }) => hosts.length)).toEqual([2, 2, 2, 1]);
    expect(table.rows).toHaveLength(1 + REPLICAS);
    for (const { connections } of table.rows) {
      expect(connections.reduce((sum, count) => sum + count, 0)).toBe(CLIENTS);
    }
    expect(pValue(table.rows.slice(1).map(({ lost }) => lost))).toBeGreaterThan(0.001);

    expect(upgrade(run).overall.p).toBeGreaterThan(0.001);

    for (const picture of ['connections', 'throughput', 'replicas']) {
      expect(statSync(join(folder, `${picture}.svg`)).size).toBeGreaterThan(1000);
      expect(statSync(join(folder, `${picture}.png`)).size).toBeGreaterThan(1000);
    }
    expect(end.stdout).toContain('R1  R2  R3  R4 Lost');
    expect(end.stdout).toContain('Everything is in out/');
    expect(existsSync(join(folder, 'servers.log'))).toBe(true);
  });

  it('with one to spare, time to leave and SIGKILL, in IPv6', async () => {
    const strategy = ['--max-unavailable', '0', '--max-surge', '50%', '--grace', '300ms', '--kill'];
    const load = ['--replicas', '2', '--nconn', '20', '--rate', '100', '--timeout', '12s'];
    const { run, events } = await runLab('upgrade', ...strategy, ...load, '--mode', 'ipv6');
    expect(events.map(({ text }) => text)).toEqual([
      'start node3',
      'add node3',
      'remove node1',
      'start node4',
      'kill node1',
      'add node4',
      'remove node2',
      'kill node2',
    ]);
    for (const { text, verb, subject, source } of events) {
      expect([`${verb ?? ''} ${subject ?? ''}`, source]).toEqual([text, 'lab']);
    }
    expect(new Set(run.connections.remote.codes).size).toBe(1);
    expect(run.connections.remote.at(0)).toBe('[1000::1]:5003');
    const open = run.connections.lost.filter((lost) => lost === 0).length;
    expect(open).toBe(20);
  });
});
