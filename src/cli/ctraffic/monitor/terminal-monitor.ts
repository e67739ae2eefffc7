import { DisturbanceWatch, plainText, type LiveDisturbance } from '../../../analyze/index.ts';
import type { Nanoseconds, RunStatus } from '../../../stats/index.ts';
import { redrawLine } from '../../shared/output/redraw-line.ts';
import type { Io } from '../../shared/program/io.ts';
import { disturbanceLine } from './disturbance-line.ts';
import type { Monitor } from './monitor.ts';
import { statusLine } from './status-line.ts';

const USUAL_COLUMNS = 80;

/**
 * For a terminal: one line that is drawn anew, and above it a line that stays for each disturbance.
 *
 * @param quietNs so long without a loss ends a disturbance
 */
export function terminalMonitor(name: string, io: Io, quietNs: Nanoseconds): Monitor {
  const watch = new DisturbanceWatch(quietNs);
  const noColour = io.env['NO_COLOR'];
  const colour = noColour === undefined || noColour === '';
  let latest: RunStatus | undefined;

  const draw = (): void => {
    if (latest === undefined) return;
    // The last column stays free: some terminals begin a new line when it is filled.
    const width = columns(io) - 1;
    const line = statusLine(latest, { width, colour, disturbance: watch.current });
    redrawLine(io.stderr, line);
  };
  const erase = (): void => {
    if (latest !== undefined) redrawLine(io.stderr);
  };
  const keep = (line: string): void => {
    erase();
    io.stderr.write(`${line}\n`);
    draw();
  };
  const tell = (disturbance: LiveDisturbance | undefined): void => {
    if (disturbance !== undefined) keep(disturbanceLine(disturbance));
  };

  return {
    status: (status) => {
      latest = status;
      const over = watch.over(status.timeNs);
      if (over === undefined) draw();
      else tell(over);
    },
    loss: (loss) => {
      tell(watch.add(loss));
    },
    notice: (text) => {
      keep(`${name}: ${plainText(text)}`);
    },
    finish: () => {
      erase();
      latest = undefined;
      tell(watch.finish());
    },
  };
}

/** A terminal that nobody told its size says 0. */
function columns({ stderr }: Io): number {
  return stderr.columns === undefined || stderr.columns === 0 ? USUAL_COLUMNS : stderr.columns;
}
