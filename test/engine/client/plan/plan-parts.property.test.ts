import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveOptions } from '../../../../src/engine/client/options/resolve-options.ts';
import { planParts } from '../../../../src/engine/client/plan/plan-parts.ts';
import { holdsFor } from '../../../support/property.ts';

const ENDPOINT = { host: '127.0.0.1', port: 5003, family: 4 } as const;

test('the packet interval follows rate, size and connections', () => {
  const [plan] = planParts(
    resolveOptions({ connections: 400, rateKBps: 400, packetSizeBytes: 1024 }),
    [ENDPOINT],
    undefined,
  );
  expect(plan?.packetIntervalMs).toBe(1000);
});

test('parts share clients, connections and sources without loss and evenly', () =>
  holdsFor(
    fc.record({
      connections: fc.integer({ min: 1, max: 100 }),
      workers: fc.integer({ min: 1, max: 16 }),
      retries: fc.integer({ min: 1, max: 20 }),
      sources: fc.integer({ min: 1, max: 300 }),
    }),
    ({ connections, workers: wanted, retries, sources }) => {
      const workers = Math.min(wanted, connections);
      const addresses = Array.from({ length: sources }, (_, i) => ({ ...ENDPOINT, port: i }));
      const plans = planParts(resolveOptions({ connections, workers, retries }), [ENDPOINT], {
        kind: 'list',
        addresses,
      });
      expect(plans).toHaveLength(workers);
      let next = 0;
      for (const { firstClient, clients } of plans) {
        expect(firstClient).toBe(next);
        expect(Math.abs(clients - connections / workers)).toBeLessThan(1);
        next += clients;
      }
      expect(next).toBe(connections);
      const made = plans.reduce((sum, { maxConnections }) => sum + maxConnections, 0);
      expect(made).toBe(connections * retries);
      const dealt = plans.flatMap((plan) =>
        plan.sources?.kind === 'list' ? plan.sources.addresses.map(({ port }) => port) : [],
      );
      expect(dealt.sort((a, b) => a - b)).toEqual(addresses.map(({ port }) => port));
      if (sources >= connections) {
        for (const { clients, sources: ours } of plans) {
          expect(ours?.kind === 'list' && ours.addresses.length >= clients).toBe(true);
        }
      }
      expect(new Set(plans.map(({ seed }) => seed)).size).toBe(workers);
      return Promise.resolve();
    },
  ));
