import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { HEADER_FIELDS } from '../fields/header-fields.ts';
import { SAMPLE_FIELDS } from '../fields/sample-fields.ts';
import type { ConnectionRow } from '../run/connections.ts';
import type { RunHeader } from '../run/run.ts';
import type { SampleRow } from '../run/samples.ts';
import { membersText } from '../write/members-text.ts';
import { CONNECTION_KEY, JOURNAL_KEY, JOURNAL_VERSION, RUN_KEY, SAMPLE_KEY } from './keys.ts';

/**
 * The first line of a journal, by which readers know it. Its counters are 0, its duration is the
 * planned one. All lines end in a line feed.
 *
 * @throws {StatsError} where a number cannot stand in the file
 */
export function journalFirstLine(header: RunHeader): string {
  return `{"${JOURNAL_KEY}":${JOURNAL_VERSION},"${RUN_KEY}":{${membersText(HEADER_FIELDS, header)}}}\n`;
}

/**
 * The last line of a journal: what came of the run. A journal without it belongs to a run that was killed.
 *
 * @throws {StatsError} where a number cannot stand in the file
 */
export function journalRunLine(header: RunHeader): string {
  return `{"${RUN_KEY}":{${membersText(HEADER_FIELDS, header)}}}\n`;
}

/**
 * A connection as it stands: `endedNs` is Infinity as long as it is open. The last line with the
 * same `client` and `startedNs` counts; a line without `client` is a connection of its own.
 *
 * @throws {StatsError} where a number cannot stand in the file
 */
export function journalConnectionLine(row: ConnectionRow): string {
  return `{"${CONNECTION_KEY}":{${membersText(CONNECTION_FIELDS, row)}}}\n`;
}

/** @throws {StatsError} where a number cannot stand in the file */
export function journalSampleLine(row: SampleRow): string {
  return `{"${SAMPLE_KEY}":{${membersText(SAMPLE_FIELDS, row)}}}\n`;
}
