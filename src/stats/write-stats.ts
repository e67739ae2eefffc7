import {
  CONNECTION_FIELDS,
  CONNECTIONS_KEY,
  HEADER_FIELDS,
  SAMPLE_FIELDS,
  SAMPLES_KEY,
  type Field,
} from './fields.ts';
import type { RunHeader } from './run.ts';
import type { ConnectionRow, SampleRow } from './rows.ts';

/** How old files say "still open at the end": the least int64, which no double before it reaches. */
const NEVER_ENDED = '-9223372036854775808';

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
 * @throws {RangeError} where a number cannot stand in the file
 * @example
 * await pipeline(Readable.from(writeStats({ header, connections })), createWriteStream('run.json'));
 */
export function* writeStats({
  header,
  connections = [],
  samples = [],
}: RunParts): Generator<string, void, void> {
  yield `{${members(HEADER_FIELDS, header)}`;
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
    text += `${count++ === 0 ? '' : ','}{${members(fields, row)}}`;
    if (text.length < PIECE_CHARS) continue;
    yield text;
    text = '';
  }
  if (count > 0) yield `${text}]`;
}

function members<Name extends string>(
  fields: readonly Field<Name>[],
  row: { readonly [N in Name]?: unknown },
): string {
  const written: string[] = [];
  for (const field of fields) {
    const value = row[field.name];
    if (value === undefined || (field.optional === true && isEmpty(field, value))) continue;
    written.push(`"${field.key}":${valueText(field, value)}`);
  }
  return written.join(',');
}

function isEmpty({ kind }: Field, value: unknown): boolean {
  switch (kind) {
    case 'text':
      return value === '';
    case 'slot':
      return value === -1;
    case 'json':
      return value === null;
    case 'time':
    case 'end':
    case 'count':
    case 'rate':
      return false;
  }
}

function valueText({ key, kind }: Field, value: unknown): string {
  switch (kind) {
    case 'text':
      return goString(String(value));
    case 'json':
      return goEscape(JSON.stringify(value));
    case 'rate':
      return numberText(key, value, Number.isFinite(value));
    case 'end':
      if (value === Infinity) return NEVER_ENDED;
      return numberText(key, value, Number.isSafeInteger(value));
    case 'time':
    case 'count':
    case 'slot':
      return numberText(key, value, Number.isSafeInteger(value) && Number(value) >= 0);
  }
}

function numberText(key: string, value: unknown, possible: boolean): string {
  if (!possible) throw new RangeError(`${key} cannot hold ${String(value)}`);
  return String(value);
}

function goString(text: string): string {
  return goEscape(JSON.stringify(text));
}

/**
 * Go's encoder escapes these as well, to make its output safe inside HTML. Lone surrogates, which
 * are no characters and stand as escapes in `json`, become U+FFFD.
 */
function goEscape(json: string): string {
  const sound = json.replace(
    /(\\\\)|\\ud[89a-f][\da-f]{2}/g,
    (_, backslashes?: string) => backslashes ?? '\ufffd',
  );
  return sound.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
