import type { Report } from '../../analyze/index.ts';
import { RunError, UsageError } from '../shared/errors.ts';

export const FORMATS = ['text', 'json', 'csv', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

const FORMAT_OF_EXTENSION: Readonly<Record<string, Format>> = {
  txt: 'text',
  json: 'json',
  csv: 'csv',
  md: 'markdown',
};

/**
 * The format that is asked for: by name, else by the extension of the output file, else text.
 *
 * @throws {UsageError} where a name is none of the formats
 */
export function formatFor(name: string | undefined, out: string): Format {
  if (name === undefined) {
    return FORMAT_OF_EXTENSION[/\.(\w+)$/.exec(out)?.[1]?.toLowerCase() ?? ''] ?? 'text';
  }
  const format = FORMATS.find((known) => known === name);
  if (format === undefined) {
    throw new UsageError(`--format: expected ${FORMATS.join(', ')}, found '${name}'`);
  }
  return format;
}

/**
 * A report in a format, piece by piece.
 *
 * @throws {RunError} where one of them is longer than V8 can hold
 */
export function formatReport(report: Report, format: Format): Iterable<string> {
  return format === 'json' ? [json(report)] : report.pieces(format);
}

function json(report: Report): string {
  try {
    return `${JSON.stringify(report, null, 2)}\n`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RunError(
      'the report is longer than 512 MiB: choose a wider --interval, fewer clients or --format csv',
      { cause: error },
    );
  }
}
