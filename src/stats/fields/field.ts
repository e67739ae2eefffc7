import type { ColumnKind, FieldKind, NumberKind } from './field-kind.ts';

/** What a table says of a field beside its name in memory. */
export interface FieldSpec<Kind extends FieldKind = FieldKind> {
  /** The key in the file. */
  readonly key: string;
  readonly kind: Kind;
  /** Left out of the file where it is empty: the original's `omitempty`. */
  readonly omitEmpty?: true;
  /** Our own: absent in files of the original, and left out where it is empty. */
  readonly optional?: true;
}

/** The fields of an object of the file by their names in memory, in the order of the file. */
export type FieldTable<Kind extends FieldKind = FieldKind> = Readonly<
  Record<string, FieldSpec<Kind>>
>;

export interface Field<Name extends string = string, Kind extends FieldKind = FieldKind> {
  /** The key in the file. */
  readonly key: string;
  /** The beginning of its member in the file: `"key":`. */
  readonly member: string;
  /** The property or column in memory. */
  readonly name: Name;
  readonly kind: Kind;
  /** Absent in files of the original. */
  readonly optional: boolean;
  /** Left out of the file where it is empty. */
  readonly omitEmpty: boolean;
}

/** A field that a column can be made of. */
export type ColumnField<Name extends string = string> = Field<Name, ColumnKind>;

/** The rows of a table. */
export function fieldsOf<Name extends string, Kind extends FieldKind>(
  table: Readonly<Record<Name, FieldSpec<Kind>>>,
): readonly Field<Name, Kind>[] {
  return (Object.keys(table) as Name[]).map((name) => {
    const { key, kind, optional = false, omitEmpty = optional } = table[name];
    return { key, member: `"${key}":`, name, kind, optional, omitEmpty };
  });
}

export function isNumberField<Name extends string>(
  field: Field<Name>,
): field is Field<Name, NumberKind> {
  return field.kind !== 'text' && field.kind !== 'json';
}

/** Which of the fields has a name. */
export function fieldIndex<Name extends string>(
  fields: readonly Field<Name>[],
  name: NoInfer<Name>,
): number {
  return fields.findIndex((field) => field.name === name);
}
