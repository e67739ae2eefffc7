import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Server, ServerOptions } from '../../../src/engine/index.ts';

const REPLICA = new URL('../../../dist/engine/server/replicas/replica.js', import.meta.url);
const SERVE = fileURLToPath(new URL('serve.js', import.meta.url));

/** Why tests of the built server are skipped; '' = they are not. */
export const NOT_BUILT: string = existsSync(REPLICA) ? '' : ' (needs npm run build)';

interface Answer {
  readonly hosts: readonly string[];
  readonly rssBytes: number;
  /** Open file descriptors. */
  readonly descriptors: number;
}

/** The built server in a process of its own. */
export interface Served {
  readonly child: ChildProcess;
  readonly address: Server['address'];
  readonly hosts: readonly string[];
  readonly notices: readonly string[];
  /** Tells it to do something, and waits until it is done. */
  order(what: 'restart' | 'close' | 'look'): Promise<Answer>;
  /** Resolves when a notice matches. */
  noticed(pattern: RegExp): Promise<void>;
  /** Closes it and waits until its process has ended; gives the exit code. */
  close(): Promise<unknown>;
}

/**
 * @param prefix a program with arguments that runs the server, as `ip netns exec NAME`
 */
export async function serve(
  options: ServerOptions,
  prefix: readonly string[] = [],
): Promise<Served> {
  const node = [process.execPath, SERVE, JSON.stringify(options)] as const;
  const [program, ...words] = [...prefix, ...node] as unknown as [string, ...string[]];
  const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const notices: string[] = [];
  const listeners = new Set<(message: object) => void>();
  child.on('message', (message: object) => {
    if ('notice' in message) notices.push(String(message.notice));
    for (const listener of listeners) listener(message);
  });
  const until = <T>(pick: (message: object) => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const listener = (message: object): void => {
        const picked = pick(message);
        if (picked === undefined) return;
        listeners.delete(listener);
        resolve(picked);
      };
      listeners.add(listener);
      void exited.then(() => {
        reject(new Error('the server has ended'));
      });
    });
  const started = await until((message) =>
    'address' in message || 'failure' in message ? message : undefined,
  );
  if ('failure' in started) throw new Error(String(started.failure));
  const { address, hosts } = started as Pick<Server, 'address' | 'hosts'>;
  return {
    child,
    address,
    hosts,
    notices,
    order: (what) => {
      const done = until((message) =>
        'did' in message && message.did === what ? (message as unknown as Answer) : undefined,
      );
      child.send(what);
      return done;
    },
    noticed: async (pattern) => {
      if (notices.some((notice) => pattern.test(notice))) return;
      await until((message) =>
        'notice' in message && pattern.test(String(message.notice)) ? true : undefined,
      );
    },
    close: async () => {
      if (child.connected) child.disconnect();
      const [code, signal] = (await exited) as [unknown, unknown];
      return code ?? signal;
    },
  };
}
