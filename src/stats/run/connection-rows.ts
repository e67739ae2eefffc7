import { CONNECTION_FIELDS } from '../fields/connection-fields.ts';
import { UNSET } from '../fields/field-kind.ts';
import type { ConnectionRow, Connections } from './connections.ts';
import { expandError } from './error-addresses.ts';

/**
 * The connections of a run as plain objects, in file order.
 *
 * @example
 * for (const { host, err } of connectionRows(run.connections)) if (err !== '') lost(host);
 */
export function* connectionRows(connections: Connections): Generator<ConnectionRow, void, void> {
  const { length, recorded } = connections;
  const fields = CONNECTION_FIELDS.filter(({ name, optional }) => !optional || recorded.has(name));
  const columns = fields.map(({ name, kind }) => {
    const column = connections[name];
    return 'codes' in column
      ? { name, texts: column, numbers: undefined, absent: undefined }
      : {
          name,
          texts: undefined,
          numbers: column,
          absent: kind === 'slot' ? UNSET.slot : undefined,
        };
  });
  for (let i = 0; i < length; i++) {
    const row: Partial<Record<keyof ConnectionRow, number | string>> = {};
    for (const { name, texts, numbers, absent } of columns) {
      const value = numbers === undefined ? texts.at(i) : (numbers[i] as number);
      if (value !== absent) row[name] = value;
    }
    const { err, local, remote } = row as ConnectionRow;
    row.err = expandError(err, local, remote);
    yield row as ConnectionRow;
  }
}
