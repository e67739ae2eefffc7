import type { Nanoseconds, RunHeader } from '../../../stats/pure.ts';
import { arrayField, numberField } from './json-fields.ts';

/** How well the tester itself kept up. */
export interface TesterHealth {
  /** How much later than its time a packet was sent. */
  readonly latenessP50Ns: Nanoseconds;
  readonly latenessP99Ns: Nanoseconds;
  readonly latenessMaxNs: Nanoseconds;
  /** In so many intervals the tester was late: losses in them may be its own. */
  readonly lateIntervalCount: number;
  /** When they were; those that follow one another are one. */
  readonly lateSpans: readonly LateSpan[];
}

export interface LateSpan {
  readonly fromNs: Nanoseconds;
  readonly toNs: Nanoseconds;
}

/** How well the tester kept up; undefined where that was not recorded. */
export function testerHealth({ tester }: RunHeader): TesterHealth | undefined {
  const latenessP50Ns = numberField(tester, 'LatenessP50');
  const latenessP99Ns = numberField(tester, 'LatenessP99');
  const latenessMaxNs = numberField(tester, 'LatenessMax');
  if (latenessP50Ns === undefined || latenessP99Ns === undefined || latenessMaxNs === undefined) {
    return undefined;
  }
  const lateSpans = arrayField(tester, 'LateIntervals').flatMap((span): LateSpan[] => {
    const fromNs = numberField(span, 'From');
    const toNs = numberField(span, 'To');
    return fromNs === undefined || toNs === undefined ? [] : [{ fromNs, toNs }];
  });
  const lateIntervalCount = numberField(tester, 'LateIntervalCount') ?? lateSpans.length;
  return { latenessP50Ns, latenessP99Ns, latenessMaxNs, lateIntervalCount, lateSpans };
}
