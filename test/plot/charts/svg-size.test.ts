import { beforeAll, describe, expect, it } from 'vitest';
import { plotClients, plotReplicas } from '../../../src/plot/index.ts';
import type { Run } from '../../../src/stats/index.ts';
import { runOf } from '../../support/runs.ts';

const MOST_BYTES = 300_000;
const HOSTS = 40;
const CLIENTS = 800;
const EACH = 40;
const S = 1e9;

/** Every client is somewhere else every few seconds, as if by chance. */
function restless(): Promise<Run> {
  const connections = Array.from({ length: CLIENTS * EACH }, (_, i) => {
    const client = i % CLIENTS;
    const turn = Math.floor(i / CLIENTS);
    const beginNs = 1 + turn * 5 * S + (turn === 0 ? 0 : (client * 7919) % (4 * S));
    const endNs = 1 + (turn + 1) * 5 * S + ((client * 7919) % (4 * S));
    return {
      client,
      startedNs: beginNs,
      connectNs: beginNs,
      endedNs: endNs,
      err: turn < EACH - 1 ? 'EOF' : '',
      host: `pod-${(Math.imul(i + 1, 2_654_435_761) >>> 8) % HOSTS}`,
    };
  });
  return runOf({ header: { connections: CLIENTS, durationNs: EACH * 5 * S }, connections });
}

describe('the SVG of a run in which nothing stays', () => {
  let run: Run;

  beforeAll(async () => {
    run = await restless();
  });

  it.each([
    ['clients', plotClients],
    ['replicas', plotReplicas],
  ])('of %s stays small', async (_, plot) => {
    const svg = await plot(run).toSVG();
    expect(svg.length).toBeGreaterThan(100_000);
    expect(svg.length).toBeLessThan(MOST_BYTES);
  });

  it('of replicas stays small where intervals are short', async () => {
    const svg = await plotReplicas(run, { intervalNs: 50e6 }).toSVG();
    expect(svg.length).toBeLessThan(MOST_BYTES);
  });
});
