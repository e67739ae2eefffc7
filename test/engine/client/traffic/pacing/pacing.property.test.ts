import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  pace,
  packetsDue,
  packetTimeMs,
  type PacingDecision,
} from '../../../../../src/engine/client/traffic/pacing/pacing.ts';
import { holdsFor } from '../../../../support/property.ts';

const pacings = fc
  .record({
    intervalMs: fc.double({ min: 0.001, max: 5000, noNaN: true }),
    share: fc.double({ min: 0, max: 0.999, noNaN: true }),
  })
  .map(({ intervalMs, share }) => ({ intervalMs, phaseMs: intervalMs * share }));

describe('packetsDue', () => {
  it('counts the packets whose time is not after now, at their very instants too', () =>
    holdsFor(
      fc.record({ pacing: pacings, packet: fc.nat(1_000_000) }),
      ({ pacing, packet }) => {
        const timeMs = packetTimeMs(pacing, packet);
        expect(packetsDue(pacing, timeMs)).toBe(packet + 1);
        expect(packetsDue(pacing, timeMs + pacing.intervalMs / 2)).toBe(packet + 1);
        if (pacing.phaseMs > 0) expect(packetsDue(pacing, pacing.phaseMs / 2)).toBe(0);
        return Promise.resolve();
      },
      200,
    ));
});

describe('pace', () => {
  it('does what going through the packets one by one does', () =>
    holdsFor(
      fc.record({
        pacing: pacings,
        // How long each look comes after the one before, in intervals, and whether a reply is missing.
        looks: fc.array(
          fc.record({
            after: fc.oneof(
              fc.double({ min: 0, max: 2, noNaN: true }),
              fc.double({ min: 0, max: 50, noNaN: true }),
            ),
            pending: fc.boolean(),
          }),
          { maxLength: 60 },
        ),
      }),
      ({ pacing, looks }) => {
        const decision: PacingDecision = { drop: 0, send: false, handled: 0, nextMs: 0 };
        let handled = 0;
        let elapsedMs = 0;
        let naive = 0;
        let sent = 0;
        let dropped = 0;
        for (const { after, pending } of looks) {
          elapsedMs += after * pacing.intervalMs;
          const due: number[] = [];
          while (packetTimeMs(pacing, naive) <= elapsedMs) due.push(naive++);
          const sends = due.length > 0 && !pending;
          pace(pacing, elapsedMs, handled, pending, decision);
          expect(decision.send).toBe(sends);
          expect(decision.drop).toBe(sends ? due.length - 1 : due.length);
          expect(decision.handled).toBe(naive);
          expect(decision.nextMs).toBeGreaterThan(elapsedMs);
          handled = decision.handled;
          sent += decision.send ? 1 : 0;
          dropped += decision.drop;
        }
        // Each packet is sent once, or dropped once.
        expect(sent + dropped).toBe(handled);
        return Promise.resolve();
      },
      200,
    ));
});
