import { goNumber } from '../table/go-number.ts';

/** Lines as the original prints its tables, and scripts parse them: values with single spaces between. */
export function spacedLines(
  titles: readonly string[],
  rows: readonly (readonly number[])[],
): string[] {
  return [titles.join(' '), ...rows.map((row) => row.map(goNumber).join(' '))];
}
