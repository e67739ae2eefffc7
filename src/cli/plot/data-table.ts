import type { Throughput } from '../../analyze/index.ts';
import type { CountsTable } from '../../plot/index.ts';
import { RunError } from '../shared/errors.ts';

const CONNECTIONS = ['Time', 'Active', 'New', 'Failed', 'Connecting'] as const;
const THROUGHPUT = ['Time', 'Throughput'] as const;

/** How far a row's time may be off the regular beat, as a share of the interval. */
const TOLERANCE = 0.01;

interface Row {
  readonly line: number;
  readonly values: readonly number[];
}

/**
 * Reads what `-analyze connections` prints.
 *
 * @param source name of the file, for messages
 * @throws {RunError} naming file and line
 */
export function parseConnectionsTable(text: string, source: string): CountsTable {
  const rows = parseTable(text, source, CONNECTIONS);
  const times = rows.map(({ values }) => values[0] ?? 0);
  const [first = 0, second] = times;
  const widthS = second === undefined ? 2 * first : second - first;
  if (rows.length > 0 && !(widthS > 0)) {
    throw fault(source, rows[1]?.line ?? 2, 'times above 0 that grow', String(second ?? first));
  }
  for (const [index, { line }] of rows.entries()) {
    const expected = first + index * widthS;
    const found = times[index] ?? 0;
    if (Math.abs(found - expected) > TOLERANCE * widthS) {
      throw fault(source, line, `the time ${Number(expected.toFixed(6))}`, String(found));
    }
  }
  const column = (name: (typeof CONNECTIONS)[number]): Uint32Array => {
    const at = CONNECTIONS.indexOf(name);
    return Uint32Array.from(rows, ({ line, values }) => {
      const value = values[at] ?? 0;
      if (!Number.isInteger(value) || value > 0xffffffff) {
        throw fault(source, line, `a whole number of connections as ${name}`, String(value));
      }
      return value;
    });
  };
  return {
    widthNs: (widthS > 0 ? widthS : 1) * 1e9,
    startNs: Math.max(0, first - widthS / 2) * 1e9,
    length: rows.length,
    active: column('Active'),
    lost: column('Failed'),
    connecting: column('Connecting'),
  };
}

/**
 * Reads what `-analyze throughput` prints.
 *
 * @param source name of the file, for messages
 * @throws {RunError} naming file and line
 */
export function parseThroughputTable(text: string, source: string): Throughput {
  const rows = parseTable(text, source, THROUGHPUT);
  rows.forEach(({ line, values }, index) => {
    const before = rows[index - 1]?.values[0] ?? 0;
    if ((values[0] ?? 0) < before) {
      throw fault(source, line, `a time from ${before} on`, String(values[0]));
    }
  });
  // The table tells the middles of its intervals, not their ends.
  const middles = Float64Array.from(rows, ({ values }) => (values[0] ?? 0) * 1e9);
  return {
    length: rows.length,
    fromNs: middles,
    toNs: middles,
    rateKBps: Float64Array.from(rows, ({ values }) => values[1] ?? 0),
  };
}

function parseTable(text: string, source: string, columns: readonly string[]): Row[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.trim().split(/\s+/);
  if (names.length !== columns.length || names.some((name, i) => name !== columns[i])) {
    throw fault(source, 1, `the heading "${columns.join(' ')}"`, quoted(head));
  }
  return lines.flatMap((content, index): Row[] => {
    if (content.trim() === '') return [];
    const line = index + 2;
    const words = content.trim().split(/\s+/);
    const values = words.map(Number);
    if (words.length !== columns.length || !values.every((v) => Number.isFinite(v) && v >= 0)) {
      throw fault(source, line, `${columns.length} numbers from 0`, quoted(content));
    }
    return [{ line, values }];
  });
}

const MOST_SHOWN = 60;

function quoted(text: string): string {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return text === '' ? 'an empty line' : JSON.stringify(shown);
}

function fault(source: string, line: number, expected: string, found: string): RunError {
  return new RunError(`${source}: line ${line}: expected ${expected}, found ${found}`);
}
