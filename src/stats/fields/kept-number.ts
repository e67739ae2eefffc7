import { StatsError } from '../errors/stats-error.ts';
import { EXPECTATION, type NumberKind } from './field-kind.ts';
import type { Field } from './field.ts';

const COUNTS = 2 ** 32;

/**
 * A number as the file keeps it: counts go on from 0 when they overflow, as the original's uint32
 * do; whatever is negative has never ended.
 *
 * @throws {StatsError} where it cannot stand in the file
 */
export function keptNumber({ key, kind }: Field<string, NumberKind>, value: unknown): number {
  const number = typeof value === 'number' ? value : NaN;
  if (kind === 'end' && (number < 0 || number === Infinity)) return Infinity;
  const possible = kind === 'rate' ? Number.isFinite(number) : Number.isSafeInteger(number);
  if (!possible || number < 0) {
    const found = String(value);
    throw new StatsError({ code: 'value', path: key, expected: EXPECTATION[kind], found });
  }
  return kind === 'count' ? number % COUNTS : number;
}
