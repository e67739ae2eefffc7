/** Says that something happened, so many times; `detail` is that of the last time. */
export type Tell<Kind extends string> = (kind: Kind, detail: string, count?: number) => void;

const NOTICE_INTERVAL_MS = 1000;

interface Held {
  count: number;
  detail: string;
  timer: NodeJS.Timeout;
}

/**
 * Lets one notice of a kind through a second: the first at once, what comes within the second
 * after it together, when the second is over.
 */
export class NoticeLimiter<Kind extends string> {
  readonly #sink: (kind: Kind, detail: string, count: number) => void;
  readonly #held = new Map<Kind, Held>();

  constructor(sink: (kind: Kind, detail: string, count: number) => void) {
    this.#sink = sink;
  }

  readonly tell: Tell<Kind> = (kind, detail, count = 1) => {
    const held = this.#held.get(kind);
    if (held === undefined) {
      this.#hold(kind);
      this.#sink(kind, detail, count);
    } else {
      held.count += count;
      held.detail = detail;
    }
  };

  /** Says what was held back. */
  close(): void {
    const last = [...this.#held];
    this.#held.clear();
    for (const [kind, { count, detail, timer }] of last) {
      clearTimeout(timer);
      if (count > 0) this.#sink(kind, detail, count);
    }
  }

  #hold(kind: Kind): void {
    const timer = setTimeout(() => {
      this.#release(kind);
    }, NOTICE_INTERVAL_MS);
    timer.unref();
    this.#held.set(kind, { count: 0, detail: '', timer });
  }

  #release(kind: Kind): void {
    const held = this.#held.get(kind);
    this.#held.delete(kind);
    if (held === undefined || held.count === 0) return;
    this.#hold(kind);
    this.#sink(kind, held.detail, held.count);
  }
}
