import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findOutages, type FoundOutages } from '../../../src/analyze/index.ts';
import { holdsFor } from '../../support/property.ts';
import {
  blackHole,
  KINDS,
  runWith,
  type BlackHole,
  type Fields,
} from '../../support/black-hole.ts';

const MS = 1e6;
const S = 1e9;
/** One way through the network: the service goes and comes at the router, the client is next to it. */
const TRIP_NS = MS;
/** Where a service accepts without answering, the end is known to a packet more. */
const PROMPT_NS = 100 * MS;

const holes: fc.Arbitrary<BlackHole> = fc.record({
  seed: fc.integer({ min: 0, max: 0x7fffffff }),
  kind: fc.constantFrom(...KINDS),
  fromNs: fc.integer({ min: 2 * S, max: 3 * S }),
  lengthNs: fc.integer({ min: 0.05 * S, max: 6 * S }),
  intervalNs: fc.constantFrom(20, 50, 100, 240, 500).map((ms) => ms * MS),
  retryEveryNs: fc.constantFrom(0, 0, 100 * MS),
});

async function found(hole: BlackHole, fields: Fields): Promise<FoundOutages> {
  const events = [{ timeNs: hole.fromNs, text: 'drop' }];
  return findOutages(await runWith(hole, blackHole(hole), fields), { events });
}

describe.each(['all', 'before', 'original'] as const)(
  'bounds of files with fields: %s',
  (fields) => {
    it('hold the truth, for each client, quantile, and the recovery', () =>
      holdsFor(
        // Files from before have no overlapping attempts.
        holes.map((hole) => (fields === 'all' ? hole : { ...hole, retryEveryNs: 0 })),
        async (hole) => {
          const { clientOutages, outages } = await found(hole, fields);
          const { kind, intervalNs, lengthNs } = hole;
          const stallNs = kind === 'stalled' ? intervalNs + PROMPT_NS : 0;
          const holds = (least: number, most: number): void => {
            expect(least).toBeLessThanOrEqual(lengthNs + TRIP_NS);
            expect(most + stallNs).toBeGreaterThanOrEqual(lengthNs - TRIP_NS);
          };
          const { leastNs, mostNs, length } = clientOutages;
          for (let row = 0; row < length; row++) holds(leastNs[row] ?? NaN, mostNs[row] ?? NaN);
          for (const { outage, fullConvergenceNs, neverBack } of outages.disturbances) {
            expect(neverBack).toBe(0);
            for (const key of ['min', 'median', 'p95', 'p99', 'max'] as const) {
              holds(outage.least[key].ns, outage.most[key].ns);
            }
            holds(fullConvergenceNs?.least ?? NaN, fullConvergenceNs?.most ?? NaN);
          }
        },
        200,
      ));
  },
);

describe('the bounds', () => {
  it('are the wider the less a file says', () =>
    holdsFor(
      holes.map((hole) => ({ ...hole, retryEveryNs: 0 })),
      async (hole) => {
        const [all, before, original] = await Promise.all(
          (['all', 'before', 'original'] as const).map(
            async (fields) => (await found(hole, fields)).clientOutages,
          ),
        );
        all?.leastNs.forEach((ns, row) => {
          expect(before?.leastNs[row]).toBeLessThanOrEqual(ns);
          expect(original?.leastNs[row]).toBeLessThanOrEqual(
            (before?.leastNs[row] ?? NaN) + 3 * MS,
          );
          expect(before?.mostNs[row]).toBe(all.mostNs[row]);
          expect(original?.mostNs[row]).toBeGreaterThanOrEqual(all.mostNs[row] ?? NaN);
        });
      },
    ));

  it('are 0.25 s apart at most where attempts overlap', () =>
    holdsFor(
      fc.record({
        ...{ seed: fc.nat(), kind: fc.constantFrom('drop', 'reset', 'unreachable', 'killed') },
        fromNs: fc.integer({ min: 2 * S, max: 3 * S }),
        lengthNs: fc.integer({ min: 1.3 * S, max: 6 * S }),
        intervalNs: fc.constantFrom(20 * MS, 50 * MS, 100 * MS),
        retryEveryNs: fc.constant(100 * MS),
      }),
      async (hole) => {
        const { clientOutages, outages } = await found(hole, 'all');
        const { length, leastNs, mostNs } = clientOutages;
        expect(length).toBe(20);
        expect(outages.longestWaitNs).toBeLessThan(105 * MS);
        mostNs.forEach((ns, row) => {
          expect(ns - (leastNs[row] ?? NaN)).toBeLessThanOrEqual(0.25 * S);
        });
      },
    ));
});
