import type { Throughput } from '../../../analyze/index.ts';
import { NS_PER_S } from '../../../stats/index.ts';
import { parseNumberTable, tableFault } from '../../tables/number-table.ts';

const HEADING = ['Time', 'Throughput'] as const;

/**
 * Reads what `-analyze throughput` prints.
 *
 * @param source name of the file, for messages
 * @throws {StatsError} naming file and line
 */
export function parseThroughput(text: string, source: string): Throughput {
  const rows = parseNumberTable(text, source, HEADING);
  rows.forEach(({ line, values }, index) => {
    const before = rows[index - 1]?.values[0] ?? 0;
    if ((values[0] ?? 0) < before) {
      throw tableFault(source, line, `a time from ${before} on`, String(values[0]));
    }
  });
  // The table tells the middles of its intervals, not their ends.
  const middles = Float64Array.from(rows, ({ values }) => (values[0] ?? 0) * NS_PER_S);
  return {
    length: rows.length,
    fromNs: middles,
    toNs: middles,
    rateKBps: Float64Array.from(rows, ({ values }) => values[1] ?? 0),
  };
}
