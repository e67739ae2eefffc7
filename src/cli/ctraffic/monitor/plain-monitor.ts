import { plainText } from '../../../analyze/index.ts';
import type { RunStatus } from '../../../stats/index.ts';
import { say } from '../../shared/output/say.ts';
import type { Io } from '../../shared/program/io.ts';
import type { Monitor } from './monitor.ts';

/** Words alone, for who wants no monitor. */
export function quietMonitor(name: string, io: Io): Monitor {
  return {
    status: () => undefined,
    loss: () => undefined,
    notice: (text) => {
      say(io, name, plainText(text));
    },
    finish: () => undefined,
  };
}

/** The original's line every second, for scripts and logs. */
export function plainMonitor(name: string, io: Io): Monitor {
  return {
    ...quietMonitor(name, io),
    status: (status) => {
      io.stderr.write(`${originalLine(status)}\n`);
    },
  };
}

function originalLine(status: RunStatus): string {
  const { active, failedConnections, connecting, sent, received, dropped } = status;
  return `Conn act/fail/connecting: ${active}/${failedConnections}/${connecting}, Packets send/rec/dropped: ${sent}/${received}/${dropped}`;
}
