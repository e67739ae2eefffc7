import { membersText } from '../write/members-text.ts';
import { CONNECTION_FIELDS, HEADER_FIELDS, SAMPLE_FIELDS } from '../fields/connection-fields.ts';
import type { ConnectionRow, SampleRow } from '../run/connection-rows.ts';
import type { RunHeader } from '../run/run.ts';
import { CONNECTION_KEY, JOURNAL_KEY, JOURNAL_VERSION, RUN_KEY, SAMPLE_KEY } from './keys.ts';

/**
 * The first line of a journal, by which readers know it. Its counters are 0, its duration is the
 * planned one. All lines end in a line feed.
 *
 * @throws {RangeError} where a number cannot stand in the file
 */
export function journalFirstLine(header: RunHeader): string {
  return `{"${JOURNAL_KEY}":${JOURNAL_VERSION},"${RUN_KEY}":{${membersText(HEADER_FIELDS, header)}}}\n`;
}

/**
 * The last line of a journal: what came of the run. A journal without it belongs to a run that was killed.
 *
 * @throws {RangeError} where a number cannot stand in the file
 */
export function journalRunLine(header: RunHeader): string {
  return `{"${RUN_KEY}":{${membersText(HEADER_FIELDS, header)}}}\n`;
}

/**
 * A connection as it stands: `endedNs` is Infinity as long as it is open. The last line with the
 * same `client` and `startedNs` counts; a line without `client` is a connection of its own.
 *
 * @throws {RangeError} where a number cannot stand in the file
 */
export function journalConnectionLine(row: ConnectionRow): string {
  return `{"${CONNECTION_KEY}":{${membersText(CONNECTION_FIELDS, row)}}}\n`;
}

/** @throws {RangeError} where a number cannot stand in the file */
export function journalSampleLine(row: SampleRow): string {
  return `{"${SAMPLE_KEY}":{${membersText(SAMPLE_FIELDS, row)}}}\n`;
}
