import { UNSET, type NumberKind } from '../fields/field-kind.ts';
import { isNumberField, type Field } from '../fields/field.ts';
import { resized } from './resized.ts';
import type { SeenFields } from './seen-fields.ts';

/** A growing column of one field. */
interface Column<Name extends string, Values> {
  readonly name: Name;
  /** Index of the field in its rows. */
  readonly field: number;
  values: Values;
}

type Doubles = Float64Array<ArrayBuffer>;
type Counts = Uint32Array<ArrayBuffer>;
type Slots = Int32Array<ArrayBuffer>;

/** The numbers of a field, cut to their length. */
export type FinishedColumn<Name extends string> = Readonly<
  Column<Name, Float64Array | Uint32Array | Int32Array>
>;

type NumberField<Name extends string> = Field<Name, NumberKind> & { readonly index: number };

/**
 * The columns of numbers of a table. Those of one array type stand together: a loop over mixed ones
 * would be several times slower.
 */
export class NumberColumns<Name extends string> {
  readonly #doubles: Column<Name, Doubles>[] = [];
  readonly #counts: Column<Name, Counts>[] = [];
  readonly #slots: Column<Name, Slots>[] = [];
  /** Columns that no row has had so far: many files never do. */
  #absent: readonly NumberField<Name>[] = [];
  #capacity: number;

  constructor(fields: readonly Field<Name>[], wanted: ReadonlySet<string>, capacity: number) {
    this.#capacity = capacity;
    const absent: NumberField<Name>[] = [];
    for (const [index, field] of fields.entries()) {
      if (!isNumberField(field) || !wanted.has(field.name)) continue;
      if (field.optional) absent.push({ ...field, index });
      else this.#add({ ...field, index });
    }
    this.#absent = absent;
  }

  /** Puts a row's numbers into their columns. */
  put(row: number, numbers: Float64Array): void {
    for (const { values, field } of this.#doubles) values[row] = numbers[field] as number;
    for (const { values, field } of this.#counts) values[row] = numbers[field] as number;
    for (const { values, field } of this.#slots) values[row] = numbers[field] as number;
  }

  /** Makes those of the absent columns that are there from now on. */
  makePresent(seen: SeenFields): void {
    for (const each of this.#absent) if (seen.has(each.index)) this.#add(each);
    this.#absent = this.#absent.filter(({ index }) => !seen.has(index));
  }

  /** Copies every column, with room for so many rows. */
  resize(capacity: number): void {
    this.#capacity = capacity;
    for (const each of this.#doubles) each.values = resized(each.values, Float64Array, capacity);
    for (const each of this.#counts) each.values = resized(each.values, Uint32Array, capacity);
    for (const each of this.#slots) each.values = resized(each.values, Int32Array, capacity);
  }

  /** All columns as views, cut to their length; those that no row had are as long, and no longer. */
  *finished(length: number): Generator<FinishedColumn<Name>> {
    for (const { name, field, values } of [...this.#doubles, ...this.#counts, ...this.#slots]) {
      yield { name, field, values: values.subarray(0, length) };
    }
    for (const { name, index, kind } of this.#absent) {
      yield { name, field: index, values: unsetColumn(kind, length) };
    }
  }

  #add({ name, kind, index: field }: NumberField<Name>): void {
    const values = unsetColumn(kind, this.#capacity);
    if (values instanceof Float64Array) this.#doubles.push({ name, field, values });
    else if (values instanceof Uint32Array) this.#counts.push({ name, field, values });
    else this.#slots.push({ name, field, values });
  }
}

/** A column of a field that no row has. */
function unsetColumn(kind: NumberKind, length: number): Doubles | Counts | Slots {
  switch (kind) {
    case 'time':
    case 'end':
    case 'rate':
      return new Float64Array(length);
    case 'count':
      return new Uint32Array(length);
    case 'slot':
      return new Int32Array(length).fill(UNSET.slot);
  }
}
