import { StatsError } from '../../stats/index.ts';

/** A line of a table of numbers. */
export interface NumberRow {
  /** From 1, the heading's. */
  readonly line: number;
  readonly values: readonly number[];
}

const MOST_SHOWN = 60;

/**
 * Reads a table of numbers from 0 below a heading, as `-analyze` prints it.
 *
 * @param source name of the file, for messages
 * @throws {StatsError} naming file and line
 */
export function parseNumberTable(
  text: string,
  source: string,
  columns: readonly string[],
): NumberRow[] {
  const [head = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = head.trim().split(/\s+/);
  if (names.length !== columns.length || names.some((name, i) => name !== columns[i])) {
    throw tableFault(source, 1, `the heading "${columns.join(' ')}"`, quoted(head));
  }
  return lines.flatMap((content, index): NumberRow[] => {
    if (content.trim() === '') return [];
    const line = index + 2;
    const words = content.trim().split(/\s+/);
    const values = words.map(Number);
    if (words.length !== columns.length || !values.every((v) => Number.isFinite(v) && v >= 0)) {
      throw tableFault(source, line, `${columns.length} numbers from 0`, quoted(content));
    }
    return [{ line, values }];
  });
}

/** What is wrong with a line of a table. */
export function tableFault(
  source: string,
  line: number,
  expected: string,
  found: string,
): StatsError {
  return new StatsError({ code: 'value', source, line, expected, found });
}

function quoted(text: string): string {
  const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  return text === '' ? 'an empty line' : JSON.stringify(shown);
}
