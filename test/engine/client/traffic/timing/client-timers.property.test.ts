import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClientTimers } from '../../../../../src/engine/client/traffic/timing/client-timers.ts';
import { holdsFor } from '../../../../support/property.ts';

const SLOTS = 12;
const slots = fc.nat(SLOTS - 1);
const steps = fc.oneof(
  fc.record({ what: fc.constant('set' as const), slot: slots, timeMs: fc.nat(50) }),
  fc.record({ what: fc.constant('clear' as const), slot: slots, timeMs: fc.constant(0) }),
  fc.record({ what: fc.constant('take' as const), slot: fc.constant(0), timeMs: fc.nat(50) }),
);

it('gives what a sorted list of deadlines gives', () =>
  holdsFor(
    fc.array(steps, { maxLength: 200 }),
    (script) => {
      const timers = new ClientTimers(SLOTS);
      const naive = new Map<number, number>();
      for (const { what, slot, timeMs } of script) {
        if (what === 'set') {
          timers.set(slot, timeMs);
          naive.set(slot, timeMs);
        } else if (what === 'clear') {
          timers.clear(slot);
          naive.delete(slot);
        } else {
          const earliest = Math.min(...naive.values());
          const taken = timers.take(timeMs);
          expect(taken >= 0).toBe(earliest <= timeMs);
          if (taken >= 0) expect(naive.get(taken)).toBe(earliest);
          naive.delete(taken);
        }
        expect(timers.nextMs()).toBe(Math.min(...naive.values()));
      }
      return Promise.resolve();
    },
    200,
  ));
