import { closeSync, openSync, writeSync } from 'node:fs';

/** Something that the lab did. */
export interface LabEvent {
  /** RFC 3339 with nanoseconds. */
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
      const noted = { time: wallClock(), event };
      writeSync(descriptor, `${JSON.stringify(noted)}\n`);
      onEvent(noted);
    },
    close() {
      closeSync(descriptor);
    },
  };
}

const NS_PER_MS = 1_000_000;

/** The wall clock, as finely as Node knows it. */
function wallClock(): string {
  return timestamp(performance.timeOrigin + performance.now());
}

/** RFC 3339 with nanoseconds, of milliseconds since 1970. */
export function timestamp(epochMs: number): string {
  const wholeMs = Math.floor(epochMs);
  const fractionNs = Math.floor((epochMs - wholeMs) * NS_PER_MS);
  return new Date(wholeMs).toISOString().replace('Z', `${String(fractionNs).padStart(6, '0')}Z`);
}
