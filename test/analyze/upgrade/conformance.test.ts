import { beforeAll, describe, expect, it } from 'vitest';
import { upgrade, type Upgrade } from '../../../src/analyze/index.ts';
import { IS_FULL } from '../../support/full.ts';
import { rollingUpgrade, runOf, simulate, type Landing } from '../../support/simulate/index.ts';

const REPLICAS = 3;

/** A small upgrade: few packets, so that very many can be made. */
async function generated(seed: number, clients: number, landing?: Landing): Promise<Upgrade> {
  const { file } = simulate({
    seed,
    clients,
    rateKBps: clients * 2,
    packetSizeBytes: 1024,
    durationNs: 12e9,
    replicas: REPLICAS,
    happenings: rollingUpgrade({ replicas: REPLICAS, firstNs: 1.5e9, everyNs: 3e9, downNs: 1e9 }),
    ...(landing && { landing }),
  });
  return upgrade(await runOf(file));
}

const RUNS = IS_FULL ? 1000 : 300;

/** 99.9 % of the counts of a binomial distribution lie between these. */
function within(share: number): { least: number; most: number } {
  const mean = RUNS * share;
  const deviation = Math.sqrt(mean * (1 - share));
  return { least: mean - 3.3 * deviation, most: mean + 3.3 * deviation };
}

describe('upgrades whose connections spread at random', () => {
  let found: Upgrade[] = [];

  beforeAll(async () => {
    for (let seed = 1; seed <= RUNS; seed++) found.push(await generated(seed, 60));
  });

  it.each([0.05, 0.2])('are called uneven in %d of the runs', (level) => {
    const { least, most } = within(level);
    const rejected = found.filter(({ overall }) => (overall.p ?? 1) < level).length;
    expect(rejected).toBeGreaterThanOrEqual(least);
    expect(rejected).toBeLessThanOrEqual(most);
  });

  it('are called uneven in no more of the runs by any one step', () => {
    const { most } = within(0.05);
    for (let step = 0; step <= REPLICAS; step++) {
      const rejected = found.filter(({ states }) => (states[step]?.spread.p ?? 1) < 0.05).length;
      expect(rejected).toBeLessThanOrEqual(most);
      expect(rejected).toBeGreaterThan(0);
    }
  });

  it('cost a total beyond the range in no more than 5 % of the runs', () => {
    const { most, least } = within(0.05);
    const beyond = found.filter(
      ({ total, totalRange }) =>
        total < (totalRange?.low ?? 0) || total > (totalRange?.high ?? Infinity),
    ).length;
    expect(beyond).toBeLessThanOrEqual(most);
    // Totals are whole: the range holds a little more than 95 %.
    expect(beyond).toBeGreaterThanOrEqual(least / 2);
    found = [];
  });
});

describe('upgrades whose connections prefer a replica', () => {
  it('are called uneven', async () => {
    const preferring: Landing = ({ slots, unit }) =>
      slots[Math.floor(unit ** 2 * slots.length)] ?? 0;
    for (let seed = 1; seed <= 20; seed++) {
      expect((await generated(seed, 240, preferring)).overall.p).toBeLessThan(0.001);
    }
  });
});
