import { CONNECTION_FIELDS, CONNECTIONS_KEY } from '../fields/connection-fields.ts';
import type { Field } from '../fields/field.ts';
import { HEADER_FIELDS } from '../fields/header-fields.ts';
import { SAMPLE_FIELDS, SAMPLES_KEY } from '../fields/sample-fields.ts';
import type { ConnectionRow } from '../run/connections.ts';
import type { RunHeader } from '../run/run.ts';
import type { SampleRow } from '../run/samples.ts';
import { membersText } from './members-text.ts';

/** Text is handed out in pieces of about this size. */
const PIECE_CHARS = 1 << 16;

export interface RunParts {
  readonly header: RunHeader;
  readonly connections?: Iterable<ConnectionRow>;
  readonly samples?: Iterable<SampleRow>;
}

/**
 * The statistics file of a run, in pieces: keys in the original's order, empty lists and empty
 * optional fields left out, integers in digits alone, strings escaped as Go escapes them.
 *
 * @throws {StatsError} where a number cannot stand in the file
 * @example
 * await pipeline(Readable.from(writeStats({ header, connections })), createWriteStream('run.json'));
 */
export function* writeStats({
  header,
  connections = [],
  samples = [],
}: RunParts): Generator<string, void, void> {
  yield `{${membersText(HEADER_FIELDS, header)}`;
  yield* list(CONNECTIONS_KEY, CONNECTION_FIELDS, connections);
  yield* list(SAMPLES_KEY, SAMPLE_FIELDS, samples);
  yield '}';
}

function* list<Name extends string>(
  key: string,
  fields: readonly Field<Name>[],
  rows: Iterable<{ readonly [N in Name]?: unknown }>,
): Generator<string, void, void> {
  let text = `,"${key}":[`;
  let count = 0;
  for (const row of rows) {
    text += `${count++ === 0 ? '' : ','}{${membersText(fields, row)}}`;
    if (text.length < PIECE_CHARS) continue;
    yield text;
    text = '';
  }
  if (count > 0) yield `${text}]`;
}
