import { describe, expect, it } from 'vitest';
import { identityOf, isAlive } from '../../../src/lab/system/process-identity.ts';
import { SELF } from './lab-records.ts';

describe('processes', () => {
  it('are not taken for others of the same number', () => {
    expect(isAlive(SELF)).toBe(true);
    expect(isAlive({ ...SELF, startTicks: SELF.startTicks + 1 })).toBe(false);
    expect(identityOf(0)).toBeUndefined();
  });
});
