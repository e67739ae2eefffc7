import type { Nanoseconds } from '../../../stats/index.ts';
import type { Io } from '../../shared/program/io.ts';
import type { Monitor } from './monitor.ts';
import { plainMonitor, quietMonitor } from './plain-monitor.ts';
import { terminalMonitor } from './terminal-monitor.ts';

export interface MonitorOptions {
  readonly isWanted: boolean;
  /** Name of the program, for its words. */
  readonly name: string;
  /** So long without a loss ends a disturbance. */
  readonly quietNs: Nanoseconds;
}

/** The monitor that fits what standard error is. */
export function createMonitor({ isWanted, name, quietNs }: MonitorOptions, io: Io): Monitor {
  if (!isWanted) return quietMonitor(name, io);
  const canRedraw = io.stderr.isTTY === true && io.env['TERM'] !== 'dumb';
  return canRedraw ? terminalMonitor(name, io, quietNs) : plainMonitor(name, io);
}
