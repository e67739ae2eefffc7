import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from '../command.ts';
import { LabError } from '../lab-error.ts';
import { SERVICE_PORT } from '../topology/addresses.ts';
import { isListening } from './listening.ts';
import { identityOf, type ProcessIdentity } from './process-identity.ts';
import { startFailure } from './run-command.ts';

/** A server that runs on a node. */
export interface Pod {
  readonly identity: ProcessIdentity;
  readonly hostname: string;
  readonly isRunning: () => boolean;
  /** Ends it; settles when it is gone. With SIGTERM it is given some seconds, then SIGKILL follows. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const LISTENS_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 5;
const ENDS_WITHIN_MS = 5_000;
const LAST_WORDS = 3;

/**
 * Starts a server; settles when it listens.
 *
 * @param logPath takes what it says
 * @throws {LabError} with the server's last words
 */
export async function startPod(
  { argv: [program, ...words] }: Command,
  hostname: string,
  logPath: string,
): Promise<Pod> {
  const log = openSync(logPath, 'a');
  let child: ChildProcess;
  try {
    child = spawn(program, words, { stdio: ['ignore', log, log], detached: true });
  } finally {
    closeSync(log);
  }
  const ended = new Promise<void>((resolve, reject) => {
    child.on('exit', () => {
      resolve();
    });
    child.on('error', (error) => {
      reject(startFailure(program, error));
    });
  });
  await Promise.race([untilListening(child), ended]);
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (hasEnded(child) || identity === undefined) {
    throw new LabError({
      code: 'work',
      place: hostname,
      expected: 'a server that comes up',
      found: `one that ended: ${lastWords(logPath)}`,
    });
  }
  // The lab may end and leave its servers up.
  child.unref();
  return {
    identity,
    hostname,
    isRunning: () => !hasEnded(child),
    async end(signal) {
      child.kill(signal);
      const late = new AbortController();
      const { signal: isGone } = late;
      const last = sleep(ENDS_WITHIN_MS, undefined, { signal: isGone }).then(
        () => child.kill('SIGKILL'),
        () => false,
      );
      if (!hasEnded(child)) await ended;
      late.abort();
      await last;
    },
  };
}

async function untilListening(child: ChildProcess): Promise<void> {
  const giveUpAt = performance.now() + LISTENS_WITHIN_MS;
  while (!hasEnded(child)) {
    if (child.pid !== undefined && isListening(child.pid, SERVICE_PORT)) return;
    if (performance.now() > giveUpAt) {
      child.kill('SIGKILL');
      throw new LabError({
        code: 'work',
        expected: `a server that listens within ${LISTENS_WITHIN_MS / 1000} s`,
        found: 'none',
      });
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function lastWords(path: string): string {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return lines.slice(-LAST_WORDS).join('; ');
}
