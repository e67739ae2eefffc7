import { expect, test } from 'vitest';
import { overallReason } from '../../../../src/engine/client/parts/stop-reason.ts';

test.each([
  [['deadline', 'deadline'], 'deadline'],
  [['no-connections', 'deadline'], 'deadline'],
  [['no-connections', 'no-connections'], 'no-connections'],
  [['deadline', 'too-many-reconnects'], 'too-many-reconnects'],
  [['out-of-sources', 'out-of-sources'], 'out-of-sources'],
  [['interrupted', 'deadline'], 'interrupted'],
  [['deadline', 'tester-failed'], 'tester-failed'],
] as const)('parts that ended with %j make a run that ended with %s', (reasons, reason) => {
  expect(overallReason(reasons)).toBe(reason);
});
