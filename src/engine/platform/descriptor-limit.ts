import { readFileSync } from 'node:fs';

/** So many files and sockets may this process have open; Infinity where the system does not say. */
export function descriptorLimit(): number {
  try {
    const limits = readFileSync('/proc/self/limits', 'utf8');
    const limit = /^Max open files +(\d+)/m.exec(limits)?.[1];
    return limit === undefined ? Infinity : Number(limit);
  } catch {
    return Infinity;
  }
}
