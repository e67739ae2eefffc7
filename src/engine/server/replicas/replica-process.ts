import { fork, type ChildProcess, type SendHandle } from 'node:child_process';
import type { Tell } from '../../notices/notice-limiter.ts';
import { ownFile } from '../../platform/own-file.ts';
import type { Accepted } from '../../platform/tcp-handle.ts';
import { hostField } from '../../protocol/host-name.ts';
import type { NoticeKind } from '../serving/notices.ts';
import { isFromReplica, type FromReplica, type ToReplica } from './messages.ts';

/** A replica that is not up is killed after so long. */
const START_LIMIT_MS = 30_000;

/** A replica that was told to end and does not is killed after so long. */
const STOP_LIMIT_MS = 5000;

export interface ReplicaHooks {
  readonly tell: Tell<NoticeKind>;
  /** A connection that the replica did not take. */
  readonly onReturned: (accepted: Accepted) => void;
}

/** A replica as its parent sees it. */
export class ReplicaProcess {
  readonly hostname: string;
  readonly field: Uint8Array;
  /** Settles when the process has ended, with how it did: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #hooks: ReplicaHooks;
  /** Connections that were handed over and not taken yet. */
  readonly #handed = new Map<number, Accepted>();
  #handedBefore = 0;
  #up = false;
  #onUp: (() => void) | undefined;

  private constructor(hostname: string, hooks: ReplicaHooks) {
    this.hostname = hostname;
    this.field = hostField(hostname);
    this.#hooks = hooks;
    this.#child = fork(ownFile(import.meta.url, './replica.js'), {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        resolve(signal ?? `exit code ${String(code)}`);
      });
      this.#child.on('error', (error) => {
        resolve(error.message);
      });
    });
    void this.ended.then(() => {
      this.#leave();
    });
    this.#child.on('disconnect', () => {
      this.#up = false;
    });
    this.#child.on('message', (message: unknown) => {
      if (isFromReplica(message)) this.#hear(message);
    });
  }

  /** Starts a replica and waits until it is up. Rejects with an Error when it ends before. */
  static async start(hostname: string, hooks: ReplicaHooks): Promise<ReplicaProcess> {
    const replica = new ReplicaProcess(hostname, hooks);
    const up = new Promise<true>((resolve) => {
      replica.#onUp = () => {
        resolve(true);
      };
    });
    replica.#post({ kind: 'serve', hostname });
    const timer = setTimeout(() => replica.#child.kill('SIGKILL'), START_LIMIT_MS);
    const how = await Promise.race([up, replica.ended]);
    clearTimeout(timer);
    if (how !== true) throw new Error(`${hostname}: ${how}`);
    return replica;
  }

  /** Whether it takes connections. */
  get up(): boolean {
    return this.#up;
  }

  hand(accepted: Accepted): void {
    const id = this.#handedBefore++;
    this.#handed.set(id, accepted);
    // Handles are nothing that the types know; Node takes them, as its own cluster module does.
    this.#post({ kind: 'connection', id }, accepted as SendHandle);
  }

  /** Takes it out of the rotation at once, and ends it with its connections. */
  async stop(): Promise<void> {
    this.#up = false;
    this.#post({ kind: 'stop' });
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(timer);
  }

  #post(message: ToReplica, handle?: SendHandle): void {
    if (!this.#child.connected) return;
    // What could not be sent shows in the replica's end.
    this.#child.send(message, handle, { keepOpen: true }, () => undefined);
  }

  #hear(message: FromReplica): void {
    switch (message.kind) {
      case 'up':
        this.#up = true;
        this.#onUp?.();
        break;
      case 'taken': {
        const accepted = this.#handed.get(message.id);
        this.#handed.delete(message.id);
        if (accepted === undefined) break;
        if (message.refused) this.#hooks.onReturned(accepted);
        else release(accepted);
        break;
      }
      case 'notice':
        this.#hooks.tell(message.notice, message.detail, message.count);
        break;
    }
  }

  #leave(): void {
    this.#up = false;
    const left = [...this.#handed.values()];
    this.#handed.clear();
    for (const accepted of left) this.#hooks.onReturned(accepted);
  }
}

/** Closes our end of a connection that lives on in the replica. */
function release(accepted: Accepted): void {
  if ('close' in accepted) accepted.close();
  else accepted.destroy();
}
