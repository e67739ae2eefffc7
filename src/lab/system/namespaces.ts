import { readdirSync, readlinkSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../lab-error.ts';
import { downCommandsFor } from '../topology/down.ts';
import { labPrefix, namespacePath } from '../topology/names.ts';
import { runAll, type RunCommand } from './run-command.ts';

const GONE_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 10;

/** The namespaces that carry a lab's prefix. */
export function namespacesOf(id: string): string[] {
  try {
    return readdirSync(namespacePath('')).filter((name) => name.startsWith(labPrefix(id)));
  } catch {
    return [];
  }
}

/** The processes whose network is this namespace. */
function processesIn(namespace: string): number[] {
  const link = `net:[${inodeOf(namespacePath(namespace))}]`;
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry) && networkOf(entry) === link)
    .map(Number);
}

function inodeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? 0;
}

function networkOf(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return undefined;
  }
}

/**
 * Takes down all there is of a lab: ends the processes that live in its namespaces, which nobody but
 * the lab put there, and deletes the namespaces.
 *
 * @throws {LabError} where something stays
 */
export async function takeDown(id: string, run: RunCommand): Promise<void> {
  const namespaces = namespacesOf(id);
  await Promise.all(namespaces.map(endProcessesIn));
  await runAll(run, downCommandsFor(id, namespaces));
}

async function endProcessesIn(namespace: string): Promise<void> {
  const giveUpAt = performance.now() + GONE_WITHIN_MS;
  for (;;) {
    const pids = processesIn(namespace);
    if (pids.length === 0) return;
    for (const pid of pids) kill(pid);
    if (performance.now() > giveUpAt) {
      throw new LabError({
        code: 'work',
        place: namespace,
        expected: `its processes to end within ${GONE_WITHIN_MS / 1000} s`,
        found: `${pids.join(', ')} running`,
      });
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
