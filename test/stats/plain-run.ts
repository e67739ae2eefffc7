import type { Run } from '../../src/stats/index.ts';

/** A run with the texts of its columns in place of what looks them up, to be compared. */
export function plain({ header, connections, samples, truncated }: Run): unknown {
  const columns = Object.entries(connections).map(([name, column]) => [
    name,
    typeof column === 'object' && 'codes' in column
      ? {
          codes: column.codes,
          texts: Array.from({ length: column.distinct }, (_, c) => column.value(c)),
        }
      : column,
  ]);
  return { header, columns: Object.fromEntries(columns) as unknown, samples, truncated };
}
