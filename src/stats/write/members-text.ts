import { keptNumber } from '../fields/kept-number.ts';
import type { Field } from '../fields/connection-fields.ts';

/** How old files say "still open at the end": the least int64, which no double before it reaches. */
const NEVER_ENDED = '-9223372036854775808';

/**
 * What encoders write otherwise than it is, Go's among them (`<`, `>`, `&`). Addresses and names have none
 * of it: to look for it costs less than to encode each of a million texts.
 */
const NEEDS_ESCAPE = /[^ -~]|[<>&"\\]/;

/**
 * The members of a JSON object, without its braces: `"key":value,…` in the order of the fields,
 * empty optional ones left out.
 *
 * @throws {RangeError} where a number cannot stand in the file
 */
export function membersText<Name extends string>(
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

/** Whether an optional field is left out of the file. */
export function isEmpty({ kind }: Field, value: unknown): boolean {
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

function valueText(field: Field, value: unknown): string {
  switch (field.kind) {
    case 'text':
      return goString(String(value));
    case 'json':
      return goEscape(JSON.stringify(value));
    case 'rate':
    case 'end':
    case 'time':
    case 'count':
    case 'slot':
      return numberText(keptNumber(field, value));
  }
}

function numberText(value: number): string {
  return value === Infinity ? NEVER_ENDED : String(value);
}

function goString(text: string): string {
  if (!NEEDS_ESCAPE.test(text)) return `"${text}"`;
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
