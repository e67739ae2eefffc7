import { closeSync, openSync, writeSync } from 'node:fs';
import { startOfRun } from '../../engine/client/record/start-of-run.ts';

/** Something that the lab did. */
export interface LabEvent {
  /** RFC 3339, as finely as the clock goes. */
  readonly time: string;
  readonly event: string;
}

export interface EventLog {
  /** Notes an event; it is in the file when this returns. */
  note(event: string): void;
  close(): void;
}

/** A new file of events, one JSON object a line. */
export function openEventLog(path: string, onEvent: (event: LabEvent) => void): EventLog {
  const descriptor = openSync(path, 'w');
  return {
    note(event) {
      // The clock that a run takes its own start from: the two are compared.
      const noted = { time: startOfRun().wallClock, event };
      writeSync(descriptor, `${JSON.stringify(noted)}\n`);
      onEvent(noted);
    },
    close() {
      closeSync(descriptor);
    },
  };
}
