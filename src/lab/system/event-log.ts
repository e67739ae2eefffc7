import { closeSync, openSync, writeSync } from 'node:fs';
import { wallClock } from '../../engine/light.ts';
import { eventLine, type WallClockEvent } from '../../stats/index.ts';

/** What the lab can do to a service, in one word each. */
export type LabVerb =
  | 'start'
  | 'stop'
  | 'kill'
  | 'replace'
  | 'add'
  | 'remove'
  | 'drop'
  | 'stop-dropping'
  | 'link-down'
  | 'link-up'
  | 'route-down'
  | 'route-up';

/** Something that the lab does, as data and in words. */
export interface Deed {
  readonly verb: LabVerb;
  /** What it is done to: a node, the client, a replica. */
  readonly subject: string;
  readonly text: string;
}

/** A deed in the file of events. */
export type LabEvent = WallClockEvent & Deed;

export interface EventLog {
  /** Notes what is about to be done; it is in the file when this returns. */
  note(deed: Deed): void;
  close(): void;
}

/** A new file of events, one JSON object a line. */
export function openEventLog(path: string, onEvent: (event: LabEvent) => void): EventLog {
  const descriptor = openSync(path, 'w');
  return {
    note(deed) {
      // The clock that a run takes its own start from: the two are compared.
      const event = { ...deed, time: wallClock(), source: 'lab' };
      writeSync(descriptor, eventLine(event));
      onEvent(event);
    },
    close() {
      closeSync(descriptor);
    },
  };
}
