import { isNumberField, type Field } from '../fields/field.ts';
import { isLeftOut } from '../fields/is-left-out.ts';
import { keptNumber } from '../fields/kept-number.ts';
import { goEscape, goString } from './go-string.ts';

/** How old files say "still open at the end": the least int64, which no double before it reaches. */
const NEVER_ENDED = '-9223372036854775808';

/**
 * The members of a JSON object, without its braces: `"key":value,…` in the order of the fields,
 * empty optional ones left out.
 *
 * @throws {StatsError} where a number cannot stand in the file
 */
export function membersText<Name extends string>(
  fields: readonly Field<Name>[],
  row: { readonly [N in Name]?: unknown },
): string {
  let text = '';
  for (const field of fields) {
    const value = row[field.name];
    if (isLeftOut(field, value)) continue;
    if (text !== '') text += ',';
    text += field.member + valueText(field, value);
  }
  return text;
}

function valueText(field: Field, value: unknown): string {
  if (isNumberField(field)) return numberText(keptNumber(field, value));
  return field.kind === 'text' ? goString(String(value)) : goEscape(JSON.stringify(value));
}

function numberText(value: number): string {
  return value === Infinity ? NEVER_ENDED : String(value);
}
