import { NS_PER_S, type RunEvent } from '../../stats/index.ts';
import { plainText } from '../../analyze/index.ts';

/** An instant worth a vertical rule. */
export interface Moment {
  /** Seconds since the run's start. */
  readonly timeS: number;
  readonly label: string;
  /** What was done to the service, or what it cost. */
  readonly kind: 'event' | 'loss';
}

/** What a disturbance cost is what the reader came for: it gets room before the events do. */
const rank = ({ kind }: Moment): number => (kind === 'loss' ? 0 : 1);

/** The order in which labels are placed: losses before events, the last moment first. */
export function byRank(a: Moment, b: Moment): number {
  return rank(a) - rank(b) || b.timeS - a.timeS;
}

/** The moments of events. */
export function eventMoments(events: readonly RunEvent[]): Moment[] {
  return events.map(({ timeNs, text }) => ({
    timeS: timeNs / NS_PER_S,
    label: plainText(text),
    kind: 'event',
  }));
}
