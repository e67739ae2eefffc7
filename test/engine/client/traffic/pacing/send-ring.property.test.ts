import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { packetTimeMs } from '../../../../../src/engine/client/traffic/pacing/pacing.ts';
import { SendRing } from '../../../../../src/engine/client/traffic/pacing/send-ring.ts';
import { holdsFor } from '../../../../support/property.ts';

const rings = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), {
  minLength: 1,
  maxLength: 20,
});

it('gives every slot its turns, in the order of their times', () =>
  holdsFor(fc.record({ phases: rings, rounds: fc.nat(5) }), ({ phases, rounds }) => {
    const intervalMs = 20;
    const pacings = phases.map((phase) => ({ intervalMs, phaseMs: phase * intervalMs }));
    const ring = new SendRing(pacings);
    const expected = pacings
      .flatMap((pacing, slot) =>
        Array.from({ length: rounds + 1 }, (_, round) => ({
          slot,
          timeMs: packetTimeMs(pacing, round),
        })),
      )
      .sort((a, b) => a.timeMs - b.timeMs);
    for (const { timeMs } of expected) {
      expect(ring.nextMs).toBe(timeMs);
      const slot = ring.take(timeMs);
      expect(
        packetTimeMs(pacings[slot] ?? { intervalMs, phaseMs: NaN }, 0) % intervalMs,
      ).toBeCloseTo(timeMs % intervalMs);
    }
    return Promise.resolve();
  }));

it('gives every slot one or two turns after a stall, however long', () =>
  holdsFor(
    fc.record({
      phases: rings,
      before: fc.nat(40),
      stall: fc.double({ min: 0, max: 1e6, noNaN: true }),
    }),
    ({ phases, before, stall }) => {
      const intervalMs = 20;
      const pacings = phases.map((phase) => ({ intervalMs, phaseMs: phase * intervalMs }));
      const ring = new SendRing(pacings);
      for (let n = 0; n < before; n++) ring.take(Infinity);
      const nowMs = ring.nextMs + stall;
      ring.skipTo(nowMs);
      const turns = pacings.map(() => 0);
      for (let slot = ring.take(nowMs); slot >= 0; slot = ring.take(nowMs))
        turns[slot] = (turns[slot] ?? 0) + 1;
      for (const count of turns) {
        expect(count).toBeLessThanOrEqual(2);
        if (stall >= intervalMs) expect(count).toBeGreaterThanOrEqual(1);
      }
      expect(ring.nextMs).toBeGreaterThan(nowMs);
      return Promise.resolve();
    },
    200,
  ));

it('has nobody to give a turn to where there are no clients', () => {
  const ring = new SendRing([]);
  expect(ring.nextMs).toBe(Infinity);
  expect(ring.take(1e9)).toBe(-1);
});
