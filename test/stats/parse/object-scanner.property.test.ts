import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { NumberColumns } from '../../../src/stats/columns/number-columns.ts';
import { SeenFields } from '../../../src/stats/columns/seen-fields.ts';
import type { FieldKind } from '../../../src/stats/fields/field-kind.ts';
import { fieldsOf } from '../../../src/stats/fields/field.ts';
import { ChunkBuffer } from '../../../src/stats/json/chunk-buffer.ts';
import { textOf } from '../../../src/stats/json/text.ts';
import { ObjectScanner } from '../../../src/stats/parse/object-scanner.ts';
import { holdsFor } from '../../support/property.ts';

const KINDS: readonly FieldKind[] = ['time', 'text', 'count', 'slot'];
/** More than an integer has bits. */
const FIELDS = fieldsOf(
  Object.fromEntries(
    Array.from({ length: 70 }, (_, i) => [
      `field${i}`,
      { key: `Key${i}`, kind: KINDS[i % KINDS.length] ?? 'time', optional: true as const },
    ]),
  ),
);
const COLUMNS = new Set(FIELDS.map(({ name }) => name));

/** Objects with some of the fields, in any order, and some that nobody knows. */
const object = fc
  .shuffledSubarray([...FIELDS.keys(), -1], { minLength: 0 })
  .chain((indexes) =>
    fc.tuple(
      ...indexes.map((index) => {
        const field = FIELDS[index];
        const value = field?.kind === 'text' ? fc.string() : fc.nat();
        return value.map((one) => [field?.key ?? 'Other', one] as const);
      }),
    ),
  )
  .map((members) => Object.fromEntries(members));

it('a table of more than 32 fields is read as JSON.parse reads it', async () => {
  await holdsFor(
    fc.array(object, { minLength: 1, maxLength: 12 }),
    (objects) => {
      const scanner = new ObjectScanner(FIELDS, 0);
      const seen = new SeenFields();
      const columns = new NumberColumns(FIELDS, COLUMNS, objects.length);
      for (const [row, text] of objects.map((each) => JSON.stringify(each)).entries()) {
        const expected = JSON.parse(text) as Record<string, unknown>;
        const buffer = new ChunkBuffer();
        buffer.take(new TextEncoder().encode(text));
        const { window } = buffer;
        expect(scanner.scan(window, 0)).toBe(window.end);
        if (seen.take(scanner)) columns.makePresent(seen);
        columns.put(row, scanner.numbers);
        for (const [index, { key, kind }] of FIELDS.entries()) {
          const unset = { text: '', slot: -1 }[kind as string] ?? 0;
          const value =
            kind === 'text'
              ? textOf(window.bytes, scanner.from[index] ?? 0, scanner.to[index] ?? 0)
              : scanner.numbers[index];
          expect(value, key).toBe(expected[key] ?? unset);
          expect(scanner.has(index), key).toBe(key in expected);
        }
      }
      for (const [index, { key }] of FIELDS.entries()) {
        expect(seen.has(index), key).toBe(objects.some((each) => key in each));
      }
      const finished = [...columns.finished(objects.length)];
      expect(finished.length).toBe(FIELDS.filter(({ kind }) => kind !== 'text').length);
      for (const { field, values } of finished) {
        const { key = '', kind } = FIELDS[field] ?? {};
        const unset = kind === 'slot' ? -1 : 0;
        expect([...values], key).toEqual(objects.map((each) => each[key] ?? unset));
      }
      return Promise.resolve();
    },
    200,
  );
});
