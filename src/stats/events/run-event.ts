import type { Nanoseconds } from '../units.ts';

/** Something that was done to the service during a run. */
export interface RunEvent {
  /** Since the start of the run; negative = before it. */
  readonly timeNs: Nanoseconds;
  /** What was done, for people: `remove node1`. */
  readonly text: string;
  /** What was done, in one word: `remove`, `add`, `kill`. Absent where a file has the text alone. */
  readonly verb?: string;
  /** What it was done to: a target, a pod, a link. */
  readonly subject?: string;
  /** Who tells of it: `lab`. */
  readonly source?: string;
}
