import type { StopReason } from '../../../stats/index.ts';

/** What ends one part ends all of them; the first that is there counts. */
const FOR_ALL: readonly StopReason[] = [
  'tester-failed',
  'interrupted',
  'too-many-reconnects',
  'out-of-sources',
];

export function endsAll(reason: StopReason): boolean {
  return FOR_ALL.includes(reason);
}

/** Why the run ended, of why its parts ended. */
export function overallReason(reasons: readonly StopReason[]): StopReason {
  const decisive = FOR_ALL.find((reason) => reasons.includes(reason));
  if (decisive !== undefined) return decisive;
  return reasons.includes('deadline') ? 'deadline' : 'no-connections';
}
