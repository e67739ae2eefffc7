import type { Field } from './connection-fields.ts';

const COUNTS = 2 ** 32;

/**
 * A number as the file keeps it: counts go on from 0 when they overflow, as the original's uint32
 * do; whatever is negative has never ended.
 *
 * @throws {RangeError} where it cannot stand in the file
 */
export function keptNumber({ key, kind }: Field, value: unknown): number {
  const number = typeof value === 'number' ? value : NaN;
  if (kind === 'end' && (number < 0 || number === Infinity)) return Infinity;
  const possible = kind === 'rate' ? Number.isFinite(number) : Number.isSafeInteger(number);
  if (!possible || number < 0) throw new RangeError(`${key} cannot hold ${String(value)}`);
  return kind === 'count' ? number % COUNTS : number;
}
