import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import type { ConnectionColumn } from './run.ts';

/** Every column of the connections. */
export const ALL_COLUMNS: readonly ConnectionColumn[] = [
  'lost',
  'timedOut',
  ...CONNECTION_FIELDS.map(({ name }) => name),
];
