import type { ColumnKind } from '../fields/field-kind.ts';
import type { FieldTable } from '../fields/field.ts';
import type { JsonValue } from '../json/json-value.ts';
import type { KBps, Nanoseconds } from '../units.ts';
import type { StringColumn } from './string-column.ts';

// The types that follow from a table of fields. They map over its own keys, so that editors show
// what the table says of a field wherever that field is used.

interface Values {
  readonly time: Nanoseconds;
  readonly end: Nanoseconds;
  readonly count: number;
  readonly slot: number;
  readonly rate: KBps;
  readonly text: string;
  readonly json: JsonValue;
}

interface Columns {
  readonly time: Float64Array;
  readonly end: Float64Array;
  readonly count: Uint32Array;
  readonly slot: Int32Array;
  readonly rate: Float64Array;
  readonly text: StringColumn;
}

type OptionalName<Table extends FieldTable> = {
  [Name in keyof Table]: Table[Name] extends { readonly optional: true } ? Name : never;
}[keyof Table];

/** The fields that files of the original have as well. */
export type OriginalFields<Table extends FieldTable> = Pick<
  Table,
  Exclude<keyof Table, OptionalName<Table>>
>;

/** The fields that only files of our own have. */
export type OptionalFields<Table extends FieldTable> = Pick<Table, OptionalName<Table>>;

/** One value a field; those that only our own files have may be missing. */
export type ValuesOf<Table extends FieldTable> = {
  readonly [Name in keyof OriginalFields<Table>]: Values[Table[Name]['kind']];
} & {
  readonly [Name in keyof OptionalFields<Table>]?: Values[Table[Name]['kind']];
};

/** The same, to be filled in. */
export type RowOf<Table extends FieldTable> = {
  -readonly [Name in keyof ValuesOf<Table>]: ValuesOf<Table>[Name];
};

/** One column a field. */
export type ColumnsOf<Table extends FieldTable<ColumnKind>> = {
  readonly [Name in keyof Table]: Columns[Table[Name]['kind']];
};
