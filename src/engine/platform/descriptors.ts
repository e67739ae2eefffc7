import { readdirSync, readFileSync, statSync } from 'node:fs';

const OPEN_FILES = '/proc/self/fd';
const LIMITS = '/proc/self/limits';

/** So many files and sockets may this process have open; Infinity where the system does not say. */
export function descriptorLimit(): number {
  try {
    const [, limit] = /^Max open files +(\d+)/m.exec(readFileSync(LIMITS, 'latin1')) ?? [];
    return limit === undefined ? Infinity : Number(limit);
  } catch {
    return Infinity;
  }
}

/** So many does it have open; undefined where the system does not say. */
export function descriptorsInUse(): number | undefined {
  try {
    // Linux 6.2 and later say it at once; before, the size is 0.
    return statSync(OPEN_FILES).size || readdirSync(OPEN_FILES).length;
  } catch {
    return undefined;
  }
}
