import { NS_PER_MS, type JsonValue, type Nanoseconds } from '../../../stats/index.ts';
import { LATE_MS } from './meter.ts';

/** So many spans are told apart; of more, only the number is known. */
const MOST_SPANS = 1000;

interface Span {
  readonly fromNs: Nanoseconds;
  toNs: Nanoseconds;
  p99Ns: Nanoseconds;
}

/** Whether the tester was late in an interval: more than one packet in a hundred left over 10 ms after its time. */
export function isLate(p99Ns: Nanoseconds): boolean {
  return p99Ns > LATE_MS * NS_PER_MS;
}

/** The intervals in which the tester itself was late. */
export class LateIntervals {
  /** How many there were. */
  count = 0;
  private readonly spans: Span[] = [];

  /** @param p99Ns of the lateness of sends */
  add(fromNs: Nanoseconds, toNs: Nanoseconds, p99Ns: Nanoseconds): void {
    if (!isLate(p99Ns)) return;
    this.count++;
    const last = this.spans.at(-1);
    if (last?.toNs === fromNs) {
      last.toNs = toNs;
      last.p99Ns = Math.max(last.p99Ns, p99Ns);
    } else if (this.spans.length < MOST_SPANS) {
      this.spans.push({ fromNs, toNs, p99Ns });
    }
  }

  /** Those that follow one another are one. */
  summary(): JsonValue {
    return this.spans.map(({ fromNs, toNs, p99Ns }) => ({ From: fromNs, To: toNs, P99: p99Ns }));
  }
}
