import { NS_PER_S } from '../../../stats/index.ts';
import { parseNumberTable, tableFault, type NumberRow } from '../../tables/number-table.ts';
import type { ChartCounts } from './connections-model.ts';

const HEADING = ['Time', 'Active', 'New', 'Failed', 'Connecting'] as const;

/** How far a row's time may be off the regular beat, as a share of the interval. */
const TOLERANCE = 0.01;

/**
 * Reads what `-analyze connections` prints.
 *
 * @param source name of the file, for messages
 * @throws {StatsError} naming file and line
 */
export function parseCounts(text: string, source: string): ChartCounts {
  const rows = parseNumberTable(text, source, HEADING);
  const { firstS, widthS } = beatOf(rows, source);
  const column = (name: (typeof HEADING)[number]): Uint32Array => {
    const at = HEADING.indexOf(name);
    return Uint32Array.from(rows, ({ line, values }) => {
      const value = values[at] ?? 0;
      if (!Number.isInteger(value) || value > 0xffffffff) {
        throw tableFault(source, line, `a whole number of connections as ${name}`, String(value));
      }
      return value;
    });
  };
  return {
    widthNs: (widthS > 0 ? widthS : 1) * NS_PER_S,
    startNs: Math.max(0, firstS - widthS / 2) * NS_PER_S,
    length: rows.length,
    active: column('Active'),
    lost: column('Failed'),
    connecting: column('Connecting'),
  };
}

/** The middle of the first interval, and the width of all. */
function beatOf(
  rows: readonly NumberRow[],
  source: string,
): { readonly firstS: number; readonly widthS: number } {
  const [firstS = 0, second] = rows.map(({ values }) => values[0] ?? 0);
  const widthS = second === undefined ? 2 * firstS : second - firstS;
  if (rows.length > 0 && !(widthS > 0)) {
    throw tableFault(
      source,
      rows[1]?.line ?? 2,
      'times above 0 that grow',
      String(second ?? firstS),
    );
  }
  for (const [index, { line, values }] of rows.entries()) {
    const expected = firstS + index * widthS;
    const found = values[0] ?? 0;
    if (Math.abs(found - expected) > TOLERANCE * widthS) {
      throw tableFault(source, line, `the time ${Number(expected.toFixed(6))}`, String(found));
    }
  }
  return { firstS, widthS };
}
