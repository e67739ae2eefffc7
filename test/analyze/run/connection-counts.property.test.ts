import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectionCounts, replicaActivity } from '../../../src/analyze/index.ts';
import { ceilDiv, floorDiv, intervalsOf } from '../../../src/analyze/run/intervals.ts';
import { runOf } from '../../support/runs.ts';

/** Small times, so that edges of intervals are hit often. */
const timeNs = fc.integer({ min: 0, max: 60 });
const connection = fc.record({
  startedNs: timeNs,
  connectNs: timeNs,
  endedNs: fc.oneof(timeNs, fc.constant(Infinity)),
  err: fc.constantFrom('', 'EOF'),
  host: fc.constantFrom('', 'a', 'b'),
});

/** The definition, word for word: rows times connections. */
function byDefinition(
  connections: readonly { startedNs: number; connectNs: number; endedNs: number; err: string }[],
  durationNs: number,
  widthNs: number,
): { active: number; new: number; lost: number; connecting: number }[] {
  const rows = [];
  for (let end = widthNs; end < durationNs; end += widthNs) {
    const last = end - widthNs;
    const row = { active: 0, new: 0, lost: 0, connecting: 0 };
    for (const { startedNs, connectNs, endedNs, err } of connections) {
      if (endedNs < last) continue;
      if (endedNs < end) {
        if (err !== '') row.lost++;
        continue;
      }
      if (startedNs > end) continue;
      if (startedNs > last) row.new++;
      if (connectNs === 0 || connectNs > end) row.connecting++;
      else row.active++;
    }
    rows.push(row);
  }
  return rows;
}

describe('connections per interval', () => {
  it('are those of the definition', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(connection, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 70 }),
        fc.integer({ min: 1, max: 25 }),
        async (connections, durationNs, intervalNs) => {
          const run = await runOf({ header: { durationNs }, connections });
          const counts = connectionCounts(run, { intervalNs });
          const rows = Array.from({ length: counts.length }, (_, row) => ({
            active: counts.active[row],
            new: counts.new[row],
            lost: counts.lost[row],
            connecting: counts.connecting[row],
          }));
          expect(rows).toEqual(byDefinition(connections, durationNs, intervalNs));
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('of each replica add up to those of all whose host is known', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(connection, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 25 }),
        async (all, intervalNs) => {
          const connections = all.filter(
            ({ host, startedNs, connectNs }) => host !== '' && connectNs >= startedNs,
          );
          if (connections.length === 0) return;
          const run = await runOf({ header: { durationNs: 60 }, connections });
          const replicas = [
            { name: 'R1', hosts: ['a'] },
            { name: 'R2', hosts: ['b'] },
          ];
          const { active } = replicaActivity(run, { replicas }, { intervalNs });
          const sums = connectionCounts(run, { intervalNs }).active.map(
            (_, row) => (active[0]?.[row] ?? 0) + (active[1]?.[row] ?? 0),
          );
          expect(sums).toEqual(connectionCounts(run, { intervalNs }).active);
        },
      ),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe('division', () => {
  it('is exact for all integers that a double holds', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 2 ** 40 }), (ns, width) => {
        expect(floorDiv(ns, width)).toBe(Number(BigInt(ns) / BigInt(width)));
        expect(ceilDiv(ns, width)).toBe(Number((BigInt(ns) + BigInt(width) - 1n) / BigInt(width)));
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the width of an interval', () => {
  it.each([0, -1, NaN])('is refused where it is %d', (width) => {
    expect(() => intervalsOf(10e9, width)).toThrow(/^intervalNs: expected a width above 0, found /);
  });

  it('is refused where it makes more rows than anybody reads', () => {
    expect(() => intervalsOf(10e9, 1)).toThrow(
      'intervalNs: expected a width that makes at most 1000000 rows of this run, found 1 ns, which makes 9999999999',
    );
  });
});
