import { spawn } from 'node:child_process';
import { shellText, type Command } from '../command.ts';
import { LabError } from '../lab-error.ts';

/** Does what a command says; tests put something else in its place. */
export type RunCommand = (command: Command) => Promise<void>;

/** Packages that bring the tools which the lab calls. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  nsenter: 'util-linux',
  unshare: 'util-linux',
};

/** Runs a command to its end. @throws {LabError} in one line, with what the command said */
export const runCommand: RunCommand = (command) =>
  new Promise((resolve, reject) => {
    const [program, ...words] = command.argv;
    // In a group of its own: a ^C in the terminal must not cut a take-down short.
    const child = spawn(program, words, { stdio: ['pipe', 'ignore', 'pipe'], detached: true });
    const said: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', (error) => {
      reject(startFailure(program, error));
    });
    child.on('close', (status, signal) => {
      if (status === 0) {
        resolve();
        return;
      }
      const words = Buffer.concat(said).toString().trim().split('\n').join('; ');
      reject(failure(command, words === '' ? `exit ${status ?? signal ?? ''}` : words));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(command.input ?? '');
  });

/** Runs commands one after another; the first that fails is the last. */
export async function runAll(run: RunCommand, commands: readonly Command[]): Promise<void> {
  for (const command of commands) await run(command);
}

/** What is wrong where a program cannot be started. */
export function startFailure(program: string, error: Error): LabError {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isMissing
    ? new LabError(
        'environment',
        `expected the program '${program}', found none: install ${PACKAGES[program] ?? program}`,
      )
    : new LabError('environment', `${program} cannot be started: ${error.message}`);
}

function failure(command: Command, words: string): LabError {
  const [first = ''] = shellText(command).split('\n', 1);
  return /permission denied|not permitted/i.test(words)
    ? new LabError(
        'environment',
        `expected the rights CAP_SYS_ADMIN and CAP_NET_ADMIN: '${first}': ${words}`,
      )
    : new LabError('work', `'${first}': ${words}`);
}
