import { readdirSync, readFileSync, statSync } from 'node:fs';

const OPEN_FILES = '/proc/self/fd';
const LIMITS = '/proc/self/limits';

/** How many descriptors this process may have; undefined where the system does not say. */
export function descriptorLimit(): number | undefined {
  try {
    const [, limit] = /^Max open files\s+(\d+)/m.exec(readFileSync(LIMITS, 'latin1')) ?? [];
    return limit === undefined ? undefined : Number(limit);
  } catch {
    return undefined;
  }
}

/** How many descriptors this process has; undefined where the system does not say. */
export function descriptorsInUse(): number | undefined {
  try {
    // Linux 6.2 and later say it at once; before, the size is 0.
    return statSync(OPEN_FILES).size || readdirSync(OPEN_FILES).length;
  } catch {
    return undefined;
  }
}
