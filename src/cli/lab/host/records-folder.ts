import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names another folder for the records. */
export const RECORDS_VARIABLE = 'CTRAFFIC_LAB_RECORDS';

/** Where the records of this user's labs are. */
export function recordsFolder(): string {
  const chosen = process.env[RECORDS_VARIABLE];
  if (chosen !== undefined) return chosen;
  const user = process.getuid?.() ?? 0;
  // Not below /run for users: their labs have a /run of their own.
  return user === 0 ? '/run/ctraffic-lab' : join(tmpdir(), `ctraffic-lab-${user}`);
}
