import type { HEADER_TABLE } from '../fields/header-fields.ts';
import type { Nanoseconds } from '../units.ts';
import type { ConnectionColumn, Connections } from './connections.ts';
import type { ValuesOf } from './field-types.ts';
import type { Samples } from './samples.ts';

/** What a run as a whole was and what came of it. Absent numbers read as 0, as the original reads them. */
export type RunHeader = ValuesOf<typeof HEADER_TABLE>;

/** How much of a truncated file, or of a run that was killed, could be read. */
export interface Truncation {
  /** Bytes of (uncompressed) JSON that were there. */
  readonly bytes: number;
  /** What was missing, and where. */
  readonly reason: string;
  /** Set where all is there up to this time: the journal of a run that was killed. */
  readonly wholeUntilNs?: Nanoseconds;
}

/** A run's statistics as read from a file. */
export interface Run<K extends ConnectionColumn = ConnectionColumn> {
  readonly header: RunHeader;
  readonly connections: Connections<K>;
  readonly samples: Samples;
  /** Set where the file was cut short and was read nevertheless; set of journals that end before their run. */
  readonly truncated?: Truncation;
}
