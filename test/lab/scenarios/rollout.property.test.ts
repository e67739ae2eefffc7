import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRolloutStep } from '../../../src/lab/scenarios/rollout.ts';
import { holdsFor } from '../../support/property.ts';

const rollouts = fc
  .record({
    replicas: fc.integer({ min: 1, max: 30 }),
    maxUnavailable: fc.nat(30),
    maxSurge: fc.nat(30),
    /** Which of the pods that start is ready next, or whether something else is done first. */
    luck: fc.array(fc.boolean(), { minLength: 400, maxLength: 400 }),
  })
  .filter(({ maxUnavailable, maxSurge }) => maxUnavailable + maxSurge > 0);

describe('a rolling upgrade', () => {
  it('keeps what was promised at every step, and ends', () =>
    holdsFor(rollouts, ({ replicas, maxUnavailable, maxSurge, luck }) => {
      let [old, starting, ready] = [replicas, 0, 0];
      for (let steps = 0; ; steps++) {
        expect(steps).toBeLessThan(10 * replicas);
        const step = nextRolloutStep(
          { replicas, old, starting, ready },
          { maxUnavailable, maxSurge },
        );
        if (step === 'done') break;
        if (step === 'start-new') starting++;
        else if (step === 'end-old') old--;
        const isReady = step === 'wait' || luck[steps] === true;
        if (isReady && starting > 0) {
          starting--;
          ready++;
        }
        expect(old + ready).toBeGreaterThanOrEqual(replicas - maxUnavailable);
        expect(old + starting + ready).toBeLessThanOrEqual(replicas + maxSurge);
      }
      expect([old, starting, ready]).toEqual([0, 0, replicas]);
      return Promise.resolve();
    }));

  it('goes one by one where one may be missing and none is to spare', () => {
    const strategy = { maxUnavailable: 1, maxSurge: 0 };
    const step = (old: number, starting: number, ready: number): string =>
      nextRolloutStep({ replicas: 4, old, starting, ready }, strategy);
    expect(step(4, 0, 0)).toBe('end-old');
    expect(step(3, 0, 0)).toBe('start-new');
    expect(step(3, 1, 0)).toBe('wait');
    expect(step(3, 0, 1)).toBe('end-old');
    expect(step(0, 0, 4)).toBe('done');
  });
});
