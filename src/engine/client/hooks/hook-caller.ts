import type { ConnectionState, Loss, RunStatus, SampleRow } from '../../../stats/index.ts';
import type { ClientHooks } from './client-hooks.ts';

/**
 * Calls the hooks of a program. What one of them throws must not tear the traffic apart in the middle of
 * what it does: it is kept, and no hook is called after it.
 */
export class HookCaller {
  readonly #hooks: ClientHooks;
  readonly #controller = new AbortController();

  constructor(hooks: ClientHooks) {
    this.#hooks = hooks;
  }

  /** Aborted by the first hook that throws, with what it threw as the reason. */
  get failed(): AbortSignal {
    return this.#controller.signal;
  }

  sample(row: SampleRow): void {
    this.#call(() => this.#hooks.onSample?.(row));
  }

  /** @param make is called only where somebody listens */
  status(make: () => RunStatus): void {
    this.#call(() => this.#hooks.onStatus?.(make()));
  }

  /** Whether `connection` leads to anything. */
  get wantsConnections(): boolean {
    return this.#hooks.onConnection !== undefined;
  }

  connection(state: ConnectionState): void {
    this.#call(() => this.#hooks.onConnection?.(state));
  }

  loss(loss: Loss): void {
    this.#call(() => this.#hooks.onLoss?.(loss));
  }

  unconnected(cause: string): void {
    this.#call(() => this.#hooks.onUnconnected?.(cause));
  }

  notice(notice: string): void {
    this.#call(() => this.#hooks.onNotice?.(notice));
  }

  #call(hook: () => void): void {
    if (this.failed.aborted) return;
    try {
      hook();
    } catch (error) {
      this.#controller.abort(error);
    }
  }
}
