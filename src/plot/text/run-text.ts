import { NS_PER_S, type RunHeader } from '../../stats/index.ts';
import { counted, numberText } from './number-text.ts';

const SECONDS_A_MINUTE = 60;
const SECONDS_AN_HOUR = 3600;

/** "25 s", "1 min 30 s", "2 h"; whole seconds from ten seconds on. */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${numberText(Math.round(seconds * 10) / 10)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 2 * SECONDS_A_MINUTE) return `${rounded} s`;
  const hours = Math.floor(rounded / SECONDS_AN_HOUR);
  const minutes = Math.floor((rounded % SECONDS_AN_HOUR) / SECONDS_A_MINUTE);
  const rest = rounded % SECONDS_A_MINUTE;
  return [
    hours > 0 ? `${numberText(hours)} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    rest > 0 ? `${rest} s` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** The width of an interval, which is exact: "0.25 s", "30 s". */
export function intervalText(seconds: number): string {
  return seconds < 10 ? `${numberText(seconds)} s` : durationText(seconds);
}

/** What the run was: "400 connections, 400 KB/s, 25 s". */
export function runText(
  header: Pick<RunHeader, 'connections' | 'rateKBps' | 'durationNs'>,
): string {
  return [
    counted(header.connections, 'connection'),
    `${numberText(header.rateKBps)} KB/s`,
    durationText(header.durationNs / NS_PER_S),
  ].join(', ');
}
