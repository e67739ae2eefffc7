import type { LocalUpgradeOptions } from '../../../lab/index.ts';
import { statusLine } from '../../ctraffic/monitor/status-line.ts';
import type { Io } from '../../shared/program/io.ts';
import { observed, type FinishedRun } from './observed.ts';

/** Room for the status; the progress line cuts it to the terminal's own width. */
const STATUS_WIDTH = 200;

/** What a local upgrade is asked for. */
export type LocalRequest = Pick<LocalUpgradeOptions, 'replicas' | 'fromMs' | 'traffic' | 'folder'>;

/** Runs an upgrade without namespaces, and reads what came of it. */
export async function runLocally(
  request: LocalRequest,
  program: string,
  io: Io,
): Promise<FinishedRun> {
  const { upgradeLocally } = await import('../../../lab/run/local-upgrade.ts');
  return observed(program, request.folder, io, (signal, progress) =>
    upgradeLocally({
      ...request,
      signal,
      onEvent: progress.event,
      onStatus: (status) => {
        progress.status(statusLine(status, { width: STATUS_WIDTH, colour: false }));
      },
      onNotice: (notice) => {
        progress.say(`${program}: ${notice}`);
      },
    }),
  );
}
