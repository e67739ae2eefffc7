import { spawn } from 'node:child_process';
import { ExitStatus, RunError } from '../../shared/errors.ts';
import { RECORDS_VARIABLE, recordsFolder } from './records-folder.ts';

/** Set in a lab's own user namespace. */
const UNPRIVILEGED_VARIABLE = 'CTRAFFIC_LAB_UNPRIVILEGED';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether this process is root only in a user namespace of its own. */
export function isUnprivileged(): boolean {
  return process.env[UNPRIVILEGED_VARIABLE] !== undefined;
}

/** Runs this program again behind a prefix; its end is ours. */
export function runAgain(
  [program = '', ...prefix]: readonly string[],
  place: 'foreground' | 'background',
  words: readonly string[] = process.argv.slice(2),
): Promise<ExitStatus> {
  return new Promise((resolve, reject) => {
    const self = [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
    const isBackground = place === 'background';
    const child = spawn(program, [...prefix, ...self, ...words], {
      stdio: 'inherit',
      env: {
        ...process.env,
        [RECORDS_VARIABLE]: recordsFolder(),
        [UNPRIVILEGED_VARIABLE]: '1',
      },
      // A ^C reaches it through us, once; but what a user types must reach a shell in the lab.
      detached: isBackground,
    });
    const hand = (signal: NodeJS.Signals): void => {
      if (isBackground) child.kill(signal);
    };
    for (const signal of SIGNALS) process.on(signal, hand);
    child.on('error', (error) => {
      reject(new RunError(`${program} cannot be started: ${error.message}`, { cause: error }));
    });
    child.on('exit', (status) => {
      for (const signal of SIGNALS) process.off(signal, hand);
      resolve(new ExitStatus(status ?? 1));
    });
  });
}
