import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

const PROGRAM = new URL('../../dist/bin/ctraffic.cjs', import.meta.url).pathname;

/** Why tests of the built program are skipped; '' = they run. */
export const NOT_BUILT: string = existsSync(PROGRAM) ? '' : ' (needs "npm run build")';

export interface Ended {
  /** Exit code; absent where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `ctraffic` that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it has said on standard error so far. */
  said(): string;
  /** Waits until it has said something; an error where it ends without. */
  says(words: RegExp): Promise<RegExpExecArray>;
  signal(name: NodeJS.Signals): void;
}

/** Starts the built program; `before` are words in front of it, as `ip netns exec NAME`. */
export function ctraffic(argv: readonly string[], before: readonly string[] = []): Running {
  const [program = '', ...rest] = [...before, process.execPath, PROGRAM, ...argv];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code, signal]): Ended => {
    return { code: code as number | null, signal: signal as NodeJS.Signals | null, stdout, stderr };
  });
  return {
    child,
    ended,
    said: () => stderr,
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = words.exec(stderr);
          if (match === null) return;
          child.stderr.off('data', look);
          resolve(match);
        };
        child.stderr.on('data', look);
        void ended.then(({ code }) => {
          reject(new Error(`ended with ${String(code)} and said: ${stderr}`));
        });
        look();
      }),
    signal: (name) => {
      child.kill(name);
    },
  };
}

/** Starts a server on a port that the kernel picks (unless the address has one), and waits until it listens. */
export async function startedServer(
  argv: readonly string[],
  before: readonly string[] = [],
): Promise<Running & { readonly port: number }> {
  const server = ctraffic(['-server', ...argv], before);
  const [, port = ''] = await server.says(/:(\d+)(?=[\s,;)]|$)/m);
  return { ...server, port: Number(port) };
}
