import type { JsonValue, Nanoseconds } from '../../../stats/index.ts';
import { isLate, type Punctuality } from './punctuality.ts';

/** So many spans are told apart; of more, only the number is known. */
const MOST_SPANS = 1000;

interface Span {
  readonly fromNs: Nanoseconds;
  toNs: Nanoseconds;
  latenessP99Ns: Nanoseconds;
}

/** The intervals in which the tester itself was late. */
export class LateIntervals {
  /** How many there were. */
  count = 0;
  readonly #spans: Span[] = [];

  add(interval: Punctuality): void {
    if (!isLate(interval)) return;
    this.count++;
    const { fromNs, toNs, latenessP99Ns } = interval;
    const last = this.#spans.at(-1);
    if (last?.toNs === fromNs) {
      last.toNs = toNs;
      last.latenessP99Ns = Math.max(last.latenessP99Ns, latenessP99Ns);
    } else if (this.#spans.length < MOST_SPANS) {
      this.#spans.push({ fromNs, toNs, latenessP99Ns });
    }
  }

  /** Those that follow one another are one. */
  summary(): JsonValue {
    return this.#spans.map(({ fromNs, toNs, latenessP99Ns }) => ({
      From: fromNs,
      To: toNs,
      P99: latenessP99Ns,
    }));
  }
}
