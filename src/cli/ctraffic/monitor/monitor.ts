import type { Loss, RunStatus } from '../../../stats/index.ts';

/** What is seen on standard error of a run under way. */
export interface Monitor {
  readonly status: (status: RunStatus) => void;
  readonly loss: (loss: Loss) => void;
  /** A word to the user, in a line of its own. */
  readonly notice: (text: string) => void;
  /** Leaves the place as it was found; before anything else is written there. */
  readonly finish: () => void;
}
