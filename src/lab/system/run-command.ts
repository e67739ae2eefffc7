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
      reject(failure(command, `exit ${status ?? signal ?? ''}`, words));
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
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return new LabError({
      code: 'environment',
      expected: `the program '${program}'`,
      found: `none: install ${PACKAGES[program] ?? program}`,
      cause: error,
    });
  }
  return new LabError({
    code: 'environment',
    place: program,
    expected: 'a program that starts',
    found: error.message,
    cause: error,
  });
}

function failure(command: Command, end: string, words: string): LabError {
  const [first = ''] = shellText(command).split('\n', 1);
  const place = `'${first}'`;
  const found = words === '' ? end : `${end}: ${words}`;
  if (/permission denied|not permitted/i.test(words)) {
    const expected = 'the rights CAP_SYS_ADMIN and CAP_NET_ADMIN';
    return new LabError({ code: 'environment', place, expected, found });
  }
  return new LabError({ code: 'work', place, expected: 'success', found });
}
