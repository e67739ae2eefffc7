import type { SampleRow } from '../../../stats/index.ts';
import type { ClientHooks, Loss, RunStatus } from '../hooks.ts';

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

  status(status: RunStatus): void {
    this.#call(() => this.#hooks.onStatus?.(status));
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
