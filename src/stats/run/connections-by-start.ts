import { ALL_COLUMNS, type ConnectionColumn, type Connections } from './connections.ts';
import { stringColumn, type StringColumn } from './string-column.ts';

type NumberColumn = Exclude<Connections[ConnectionColumn], StringColumn>;

/**
 * Connections in the order of their start, as the original's files have them; those that began at
 * the same time in the order of their clients.
 */
export function connectionsByStart(connections: Connections): Connections {
  const { startedNs, client, length, recorded } = connections;
  const compare = (a: number, b: number): number =>
    (startedNs[a] as number) - (startedNs[b] as number) ||
    (client[a] as number) - (client[b] as number);
  let isInOrder = true;
  for (let row = 1; row < length && isInOrder; row++) isInOrder = compare(row - 1, row) <= 0;
  if (isInOrder) return connections;

  const order = Uint32Array.from({ length }, (_, row) => row).sort(compare);
  const columns: Partial<Record<ConnectionColumn, unknown>> = {};
  for (const name of ALL_COLUMNS) {
    const column = connections[name];
    columns[name] = 'codes' in column ? textsInOrder(column, order) : inOrder(column, order);
  }
  return { ...(columns as unknown as Connections), length, recorded };
}

function textsInOrder(column: StringColumn, order: Uint32Array): StringColumn {
  const texts = { size: column.distinct, value: (code: number) => column.value(code) };
  return stringColumn(inOrder(column.codes, order), texts);
}

function inOrder<T extends NumberColumn>(column: T, order: Uint32Array): T {
  const sorted = column.slice() as T;
  for (let row = 0; row < order.length; row++) {
    sorted[row] = column[order[row] as number] as number;
  }
  return sorted;
}
