import type { Command } from '../command.ts';
import type { Deed, EventLog } from '../system/event-log.ts';
import { runAll, type RunCommand } from '../system/run-command.ts';

/** What the verbs of a lab work with. */
export interface ClusterWorld {
  readonly run: RunCommand;
  readonly events: EventLog;
  /** The program `ctraffic`. */
  readonly program: Command['argv'];
  /** File that takes what servers say. */
  readonly logPath: string;
  /** The servers are others than before. */
  readonly onPods: () => void;
}

/** Notes a deed, then does it. */
export async function act(
  { run, events }: Pick<ClusterWorld, 'run' | 'events'>,
  deed: Deed,
  commands: readonly Command[],
): Promise<void> {
  events.note(deed);
  await runAll(run, commands);
}
