import type { RunEvent } from './run-event.ts';

/** An event as a file of events has it, with the wall clock's time: its run may not be known yet. */
export interface WallClockEvent extends Omit<RunEvent, 'timeNs'> {
  /** RFC 3339 with a zone, as finely as the clock goes. */
  readonly time: string;
}

/** The line of a file of events, which `parseEvents` reads; it ends with a line feed. */
export function eventLine({ time, text, verb, subject, source }: WallClockEvent): string {
  return `${JSON.stringify({ time, event: text, verb, subject, source })}\n`;
}
