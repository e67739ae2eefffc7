import { CONNECTION_FIELDS, type CONNECTION_TABLE } from '../fields/connection-fields.ts';
import type { ColumnsOf, RowOf } from './field-types.ts';

/** One value a connection, in file order; column `c` of connection `i` is `c[i]` (text: `c.at(i)`). */
export interface ConnectionColumns extends ColumnsOf<typeof CONNECTION_TABLE> {
  /** 1 = it ended, and with an error; 0 = it lasted. Cheaper to read than the error itself. */
  readonly lost: Uint8Array;
  /** 1 = its cause, or else its error, is a time-out; cheaper to read than the error itself. */
  readonly timedOut: Uint8Array;
}

export type ConnectionColumn = keyof ConnectionColumns;

/** Every column of the connections. */
export const ALL_COLUMNS: readonly ConnectionColumn[] = [
  'lost',
  'timedOut',
  ...CONNECTION_FIELDS.map(({ name }) => name),
];

/** The connections of a run; only the columns that were asked for are there. */
export type Connections<K extends ConnectionColumn = ConnectionColumn> = Pick<
  ConnectionColumns,
  K
> & {
  readonly length: number;
  /** Optional columns that the file has for at least one connection. */
  readonly recorded: ReadonlySet<ConnectionColumn>;
};

/** One connection as a plain object. Times are ns since the start of the run. */
export type ConnectionRow = RowOf<typeof CONNECTION_TABLE>;
