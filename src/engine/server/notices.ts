/** What there can be to say, each with how often it happened and the last one's particulars. */
const WORDS = {
  descriptors: (count: number, detail: string): string =>
    `out of file descriptors: refused ${counted(count, 'connection')} (${detail})`,
  accept: (count: number, detail: string): string =>
    `could not accept ${counted(count, 'connection')} (${detail})`,
  'no-replica': (count: number): string =>
    `no replica is up: refused ${counted(count, 'connection')}`,
  'replica-ended': (count: number, detail: string): string =>
    count === 1 ? detail : `${count} replicas ended by themselves; the last: ${detail}`,
  'replica-start': (count: number, detail: string): string =>
    `could not start ${counted(count, 'replica')} (${detail}); trying again`,
  datagrams: (count: number, detail: string): string =>
    `could not answer ${counted(count, 'datagram')} (${detail})`,
  'datagram-source': (_count: number, detail: string): string => detail,
};

export type NoticeKind = keyof typeof WORDS;

/** Says that something happened, so many times; `detail` is that of the last time. */
export type Tell = (kind: NoticeKind, detail: string, count?: number) => void;

export function isNoticeKind(value: unknown): value is NoticeKind {
  return typeof value === 'string' && Object.hasOwn(WORDS, value);
}

/** The line for it. */
export function noticeLine(kind: NoticeKind, detail: string, count: number): string {
  return WORDS[kind](count, detail);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

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
export class NoticeLimiter {
  readonly #sink: (kind: NoticeKind, detail: string, count: number) => void;
  readonly #held = new Map<NoticeKind, Held>();

  constructor(sink: (kind: NoticeKind, detail: string, count: number) => void) {
    this.#sink = sink;
  }

  readonly tell: Tell = (kind, detail, count = 1) => {
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
    for (const [kind, { count, detail, timer }] of this.#held) {
      clearTimeout(timer);
      if (count > 0) this.#sink(kind, detail, count);
    }
    this.#held.clear();
  }

  #hold(kind: NoticeKind): void {
    const timer = setTimeout(() => {
      this.#release(kind);
    }, NOTICE_INTERVAL_MS);
    timer.unref();
    this.#held.set(kind, { count: 0, detail: '', timer });
  }

  #release(kind: NoticeKind): void {
    const held = this.#held.get(kind);
    this.#held.delete(kind);
    if (held === undefined || held.count === 0) return;
    this.#hold(kind);
    this.#sink(kind, held.detail, held.count);
  }
}
